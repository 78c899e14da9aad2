#!/usr/bin/env bash
# Builds docker/Dockerfile and runs the image and the compose file for real, on a Debian host without a Docker
# service and without an image registry. Everything it starts dies with it; everything it writes is removed.
#   docker/verify.sh [--keep]      --keep leaves build/docker-verify (base image, build cache) for the next run
#   SUITE=bookworm docker/verify.sh     on Debian 12 instead of 13
# Needs root and: docker.io debootstrap iptables iproute2 curl jq (scripts/setup --ci brings them).
set -euo pipefail
PATH=/usr/sbin:/usr/bin:/sbin:/bin                 # the distribution's own docker, not another client's
self=$(realpath "$0") here=$(dirname "$(realpath "$0")")
root=$(dirname "$here")
suite=${SUITE:-trixie} image=kbroker:verify
work=${WORK:-$root/build/docker-verify}
# shellcheck source-path=SCRIPTDIR source=../scripts/common.sh
. "$root/scripts/common.sh"

# isolated host|none FUNCTION: runs it in namespaces of its own, with the host's network or an empty one. The end
# of its first process is the end of every process, mount and address inside.
isolated() {
  local network=$1; shift
  local spaces=(--mount --pid --fork --kill-child --mount-proc --propagation private)
  [[ $network = none ]] && spaces+=(--net)
  unshare "${spaces[@]}" "$self" --isolated "$@"
}

# What the engine writes outside its own folder goes to memory and disappears with the namespace.
hide_host_folders() {
  local resolver
  resolver=$(readlink -f /etc/resolv.conf)
  cp "$resolver" "$work/resolv.conf"
  for folder in /run /opt /etc/docker; do
    [[ -d $folder ]] && mount -t tmpfs tmpfs "$folder"
  done
  [[ -e $resolver ]] || install -D -m 0644 "$work/resolv.conf" "$resolver"
}

engine_start() {
  hide_host_folders
  ip link set lo up 2>/dev/null || true
  # A new process namespace hands out small numbers again: an old pid file would name a stranger.
  rm -rf "$work/exec" "$work/dockerd.pid" "$work/docker.sock"
  dockerd --data-root "$work/data" --exec-root "$work/exec" --pidfile "$work/dockerd.pid" --host "$DOCKER_HOST" \
    --storage-driver "$driver" "$@" >"$work/dockerd.log" 2>&1 &
  engine=$!
  for _ in $(seq 150); do
    docker version >/dev/null 2>&1 && return
    kill -0 "$engine" 2>/dev/null || break
    sleep 0.2
  done
  tail -20 "$work/dockerd.log" >&2
  return 1
}
engine_stop() { kill "$engine" && wait "$engine"; }

# overlayfs where it works, plain copies where it does not.
storage_driver() {
  mkdir -p "$work"/probe/{lower,upper,work,merged}
  # shellcheck disable=SC2016 # expanded by the inner shell
  if unshare --mount sh -c 'mount -t overlay overlay -o lowerdir="$1/lower,upperdir=$1/upper,workdir=$1/work" "$1/merged"' \
    sh "$work/probe" 2>/dev/null; then echo overlay2; else echo vfs; fi
  rm -rf "$work/probe"
}

# A debian:SUITE-slim from the host's own Debian mirror.
base_image() {
  local name=$1 tree=$work/$1 from
  from=$(mirror)
  [[ -s $tree.tar ]] && return
  rm -rf "$tree"
  debootstrap --variant=minbase "$name" "$tree" ${from:+"$from"} >"$work/debootstrap.log" 2>&1 ||
    { tail "$work/debootstrap.log" >&2; return 1; }
  # What the official slim images do to such a tree.
  rm -rf "$tree"/var/lib/apt/lists/* "$tree"/var/cache/apt/* "$tree"/usr/share/{doc,man,info,locale}/* "$tree"/var/log/*.log
  printf 'path-exclude /usr/share/%s/*\n' doc man info locale >"$tree/etc/dpkg/dpkg.cfg.d/docker"
  cat >"$tree/etc/apt/apt.conf.d/docker-clean" <<'CONF'
DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin || true"; };
APT::Update::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin || true"; };
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
Acquire::Languages "none";
CONF
  printf '#!/bin/sh\nexit 101\n' >"$tree/usr/sbin/policy-rc.d"
  chmod +x "$tree/usr/sbin/policy-rc.d"
  tar -C "$tree" --numeric-owner --exclude='./dev/*' -c . >"$tree.tar.part"
  mv "$tree.tar.part" "$tree.tar"
  rm -rf "$tree"
}
# The host's Debian mirror: where apt has the host's own release from; on another system debootstrap chooses.
mirror() {
  local ID='' VERSION_CODENAME=''
  # shellcheck source=/dev/null
  . /etc/os-release
  [[ $ID = debian ]] || return 0
  # shellcheck disable=SC2016 # apt expands these
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    awk -v s="$VERSION_CODENAME" '!found && $2 == s && $3 == "main" { print $1; found = 1 }'
}

# Compose v2 comes with Debian 13; its program is taken from there, nothing is installed on the host.
compose_plugin() {
  local plugin=$DOCKER_CONFIG/cli-plugins/docker-compose tree=$work/compose
  [[ -x $plugin ]] && return
  mkdir -p "$tree" "$(dirname "$plugin")"
  tar -C "$tree" -xf "$work/trixie.tar"
  cp /etc/resolv.conf "$tree/etc/resolv.conf"
  chroot "$tree" sh -c 'apt-get -qq update && cd /tmp && apt-get -qq download docker-compose && dpkg -x docker-compose_*.deb /tmp/x' \
    >"$work/compose.log" 2>&1 || { tail "$work/compose.log" >&2; return 1; }
  cp "$tree/tmp/x/usr/libexec/docker/cli-plugins/docker-compose" "$plugin"
  rm -rf "$tree"
}

# The host's network for apt, but no bridge and no firewall rules.
build_image() {
  engine_start --iptables=false --ip-forward=false --bridge=none
  docker image inspect "debian:$suite-slim" >/dev/null 2>&1 ||
    docker import --change 'CMD ["bash"]' "$work/$suite.tar" "debian:$suite-slim" >/dev/null
  DOCKER_BUILDKIT=1 docker build --network host --progress plain --build-arg "BASE=debian:$suite-slim" \
    --build-arg "REVISION=$(git -C "$root" rev-parse HEAD 2>/dev/null || echo unknown)" \
    -t "$image" -f "$here/Dockerfile" "$root" >"$work/build.log" 2>&1 ||
    { tail -40 "$work/build.log" >&2; return 1; }
  engine_stop
}

# until_true SECONDS COMMAND…: waits for a condition with a deadline.
until_true() {
  local tries=$(($1 * 5)); shift
  for _ in $(seq "$tries"); do "$@" && return; sleep 0.2; done
  return 1
}
inspect() { docker inspect one --format "$1"; }
healthy() { [[ $(inspect '{{.State.Health.Status}}') = healthy ]]; }
process_status() { awk -v key="$1:" '$1 == key { print $2 }' "/proc/$(inspect '{{.State.Pid}}')/status"; }

# A tool called by hand over Streamable HTTP; $1 is the daemon's address.
calls_a_tool() {
  local url=$1/mcp headers=$work/headers session answer
  local post=(curl -fsS -m 10 -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream')
  "${post[@]}" -D "$headers" "$url" -d '{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params":
    {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "verify", "version": "1"}}}'
  echo
  session=$(tr -d '\r' <"$headers" | awk 'tolower($1) == "mcp-session-id:" { print $2 }')
  [[ -n $session ]] || return 1
  post+=(-H "Mcp-Session-Id: $session" -H 'MCP-Protocol-Version: 2025-11-25')
  "${post[@]}" "$url" -d '{"jsonrpc": "2.0", "method": "notifications/initialized"}'
  answer=$("${post[@]}" "$url" -d '{"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params":
    {"name": "get_stock_price", "arguments": {"stock_code": "005930"}}}')
  echo "$answer"
  # The answer is JSON, or an event stream that carries it.
  sed -n 's/^data: //p; /^{/p' <<<"$answer" |
    jq -es 'map(select(.id == 2)) | .[0].result.structuredContent | .success and .source == "simulated"'
}
nobody_special() {
  inspect 'user={{.Config.User}} readonly={{.HostConfig.ReadonlyRootfs}}'
  [[ $(process_status Uid) = 10001 && $(process_status CapEff) = 0000000000000000 &&
    $(process_status NoNewPrivs) = 1 && $(process_status Seccomp) = 2 && $(inspect '{{.HostConfig.ReadonlyRootfs}}') = true ]]
}
refuses_without_token() {
  local status=0
  docker run --rm --network host "$image" --listen 0.0.0.0:18039 || status=$?
  [[ $status = 2 ]]
}
korean_encoding() {
  [[ $(printf '\xbb\xef\xbc\xba' | docker run --rm -i --network none --entrypoint iconv "$image" -f CP949 -t UTF-8) = 삼성 ]]
}
stops_cleanly() {
  docker stop -t 15 one >/dev/null
  docker logs one
  [[ $(inspect '{{.State.ExitCode}}') = 0 ]]
}
compose() { docker compose -f "$here/compose.yaml" "$@"; }
compose_ends() { compose down -v && [[ -z $(docker ps -aq) && -z $(docker volume ls -q) ]]; }

# No network but this namespace's own: published ports exist in here only.
check_image() {
  local loopback=http://127.0.0.1
  engine_start
  { docker container prune -f && docker volume prune -f; } >/dev/null      # of an earlier --keep run
  docker image inspect "$image" --format 'user={{.Config.User}} bytes={{.Size}} health={{.Config.Healthcheck.Test}}'
  check "the image prints its version" docker run --rm --network none "$image" --version
  check "the image knows the Korean encoding of the master files" korean_encoding
  check "all addresses without a token are refused" refuses_without_token
  check "it starts hardened" docker run -d --name one --network host --read-only --tmpfs /tmp:size=16m --cap-drop ALL \
    --security-opt no-new-privileges=true --memory 256m --pids-limit 256 --health-interval 1s "$image" \
    --listen 127.0.0.1:8030
  check "it becomes healthy" until_true 30 healthy
  check "it runs without root, capabilities or a writable root" nobody_special
  check "curl initializes and calls get_stock_price" calls_a_tool "$loopback:8030"
  check "it stops cleanly" stops_cleanly
  docker rm -fv one >/dev/null

  export KBROKER_IMAGE=$image KBROKER_PORT=18030
  check "the compose file is valid" compose config --quiet
  check "compose brings it up healthy" compose up -d --no-build --wait --wait-timeout 60
  check "the published port answers a tool call" calls_a_tool "$loopback:$KBROKER_PORT"
  check "compose takes it down and leaves nothing" compose_ends
  engine_stop
  closing
}

if [[ ${1:-} = --isolated ]]; then
  shift
  "$@"
  exit
fi

[[ $(id -u) = 0 ]] || die "docker/verify.sh needs root: it makes namespaces and starts an engine of its own"
for tool in dockerd docker debootstrap iptables ip curl jq; do
  has "$tool" || die "$tool is missing; run scripts/setup --ci"
done
find_cgroups() { find /sys/fs/cgroup -depth -type d \( -name docker -o -path '*/docker/*' \) 2>/dev/null; }
clean_up() {
  # The engine leaves its empty cgroups.
  [[ -n $cgroups ]] || find_cgroups | xargs -r rmdir 2>/dev/null || true
  [[ -n $keep ]] || rm -rf "$work"
}
keep=
[[ ${1:-} = --keep ]] && keep=1
mkdir -p "$work"
driver=$(storage_driver)
export work driver suite DOCKER_HOST=unix://$work/docker.sock DOCKER_CONFIG=$work/cli
cgroups=$(find_cgroups) mounts=$(wc -l </proc/self/mounts)
trap clean_up EXIT

say "base image (debian:$suite-slim, $driver)"
base_image trixie
base_image "$suite"
compose_plugin
say "docker build"
isolated host build_image
say "the image, hardened and under compose"
isolated none check_image
[[ $(wc -l </proc/self/mounts) = "$mounts" ]] || die "a mount was left behind"
