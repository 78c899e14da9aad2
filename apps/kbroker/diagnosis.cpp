// Causes and remedies in Korean and English.
#include "diagnosis.hpp"

#include <algorithm>
#include <array>

namespace kbroker::cli {

using broker::BrokerId;
using net::http::ProbeStage;

namespace diagnosis {

const Diagnosis unreadable_file{
    "unreadable_file",
    {"The file is there and cannot be read.", "파일은 있지만 읽을 수 없습니다."},
    {"Make it readable for this user, for example: chmod 600 FILE, and check who owns it.",
     "이 사용자가 읽을 수 있게 하세요. 예: chmod 600 파일, 그리고 소유자를 확인하세요."}};
const Diagnosis wrong_setting{"wrong_setting",
                              {"A setting is not what kbroker understands.", "설정 값을 이해할 수 없습니다."},
                              {"Correct that line; docs/configuration.md describes every key.",
                               "그 줄을 고치세요. 모든 키는 docs/configuration.md 에 있습니다."}};
const Diagnosis not_filled_in{
    "not_filled_in",
    {"The words of the template are still there instead of your keys.",
     "앱키 자리에 견본 문구가 그대로 있습니다."},
    {"Copy app key and app secret from the broker's site (KIS Developers, Kiwoom REST API) over them.",
     "증권사 사이트(KIS Developers, 키움 REST API)에서 받은 앱키와 시크릿으로 바꾸세요."}};
const Diagnosis key_missing{"key_missing",
                            {"There is a secret without its app key.", "시크릿은 있지만 앱키가 없습니다."},
                            {"Give both; they come as a pair from the broker's site.",
                             "둘 다 넣으세요. 증권사 사이트에서 한 쌍으로 받습니다."}};
const Diagnosis secret_missing{
    "secret_missing",
    {"There is an app key without its secret.", "앱키는 있지만 시크릿이 없습니다."},
    {"Give both; they come as a pair from the broker's site.",
     "둘 다 넣으세요. 증권사 사이트에서 한 쌍으로 받습니다."}};
const Diagnosis key_malformed{
    "key_malformed",
    {"A key holds blanks or other characters that keys do not have, or its file is missing or not filled in.",
     "키에 공백 등 쓸 수 없는 문자가 있거나, 키 파일이 없거나 채워져 있지 않습니다."},
    {"Copy it again, whole and on one line, without quotation marks inside.",
     "줄바꿈이나 따옴표 없이 한 줄로 다시 복사하세요."}};
const Diagnosis key_length{"key_length",
                           {"Keys of KIS have 36 characters and secrets 180: part of it may be missing.",
                            "KIS 앱키는 36자, 시크릿은 180자입니다. 일부가 빠졌을 수 있습니다."},
                           {"Copy it again from KIS Developers, whole and on one line.",
                            "KIS Developers에서 처음부터 끝까지 한 줄로 다시 복사하세요."}};
const Diagnosis swapped{"swapped",
                        {"The app key is as long as a secret and the secret as long as an app key.",
                         "앱키와 시크릿의 길이가 서로 바뀌어 있습니다."},
                        {"Exchange the two.", "두 값을 서로 바꾸세요."}};
const Diagnosis account_malformed{
    "account_malformed",
    {"This is no account number.", "계좌번호 형식이 아닙니다."},
    {"Write the eight digits and, where there is one, the product code: 12345678-01.",
     "숫자 8자리와 상품코드 2자리를 쓰세요: 12345678-01."}};
const Diagnosis account_not_filled_in{
    "account_not_filled_in",
    {"The words of the template are still there instead of the account number.",
     "계좌번호 자리에 견본 문구가 그대로 있습니다."},
    {"Prices work without it. For balances write the eight digits: my_acct_stock, KIS_ACCT_STOCK or "
     "kis.real.account (paper: my_paper_stock, KIS_PAPER_STOCK, kis.paper.account).",
     "시세는 없어도 됩니다. 잔고를 보려면 8자리를 쓰세요: my_acct_stock, KIS_ACCT_STOCK 또는 "
     "kis.real.account (모의: my_paper_stock, KIS_PAPER_STOCK, kis.paper.account)."}};
const Diagnosis other_server{
    "other_server",
    {"The address is the server of the other environment, which refuses these keys.",
     "주소가 다른 환경의 서버입니다. 이 키를 받지 않습니다."},
    {"Remove base_url (prod or vps in kis_devlp.yaml): the right server is the default.",
     "base_url(kis_devlp.yaml의 prod, vps)을 지우세요. 맞는 서버가 기본값입니다."}};
const Diagnosis clock_off{
    "clock_off",
    {"This machine's clock is wrong: tokens and certificates then seem expired or not yet valid.",
     "이 컴퓨터의 시계가 틀립니다. 토큰과 인증서가 만료되었거나 아직 유효하지 않은 것처럼 보입니다."},
    {"Set it by network time: sudo timedatectl set-ntp true.",
     "네트워크 시간으로 맞추세요: sudo timedatectl set-ntp true."}};
const Diagnosis no_answer_to_probe{
    "no_answer_to_probe",
    {"The connection stands, and a request without keys got no answer. Some servers do not answer those.",
     "연결은 되지만 키 없는 요청에는 답이 없습니다. 그런 서버도 있습니다."},
    {"Nothing, if the token below is fine.", "아래 토큰이 정상이면 그대로 두세요."}};
const Diagnosis tool_failed{
    "tool_failed",
    {"The server answers, and its broker does not.", "서버는 답하지만 그 뒤의 증권사가 답하지 않습니다."},
    {"Run `kbroker check` on the server's machine: it tells the step that fails.",
     "서버 컴퓨터에서 `kbroker check`를 실행하세요. 실패하는 단계를 알려 줍니다."}};

}  // namespace diagnosis

namespace {

constexpr Diagnosis wrong_key{
    "wrong_key",
    {"The broker does not know this app key and secret, or they belong to the other environment, or have "
     "expired.",
     "증권사가 이 앱키와 시크릿을 모르거나, 다른 환경의 키이거나, 만료된 키입니다."},
    {"Copy app key and secret again from the broker's site, real under real and paper under paper, and look "
     "there whether the service is still valid.",
     "증권사 사이트에서 앱키와 시크릿을 다시 복사하고(실전은 real, 모의는 paper), 서비스가 아직 유효한지 "
     "확인하세요."}};
constexpr Diagnosis wrong_secret{
    "wrong_secret",
    {"The secret does not belong to this app key.", "시크릿이 이 앱키의 것이 아닙니다."},
    {"Copy the secret again, whole. After a new one was issued the old one is void.",
     "시크릿을 처음부터 끝까지 다시 복사하세요. 재발급했다면 예전 것은 쓸 수 없습니다."}};
constexpr Diagnosis other_environment{
    "other_environment",
    {"A paper key was used on the real server, or a real key on the paper server.",
     "모의투자 키를 실전 서버에, 또는 실전 키를 모의투자 서버에 썼습니다."},
    {"The two pairs are separate: put the real pair under real (my_app, my_sec) and the paper pair under "
     "paper (paper_app, paper_sec).",
     "두 쌍은 서로 다릅니다. 실전 키는 real(my_app, my_sec)에, 모의투자 키는 paper(paper_app, "
     "paper_sec)에 넣으세요."}};
constexpr Diagnosis token_too_soon{
    "token_too_soon",
    {"A token was asked for with this app key less than a minute ago; brokers issue one a minute.",
     "이 앱키로 토큰을 요청한 지 1분이 지나지 않았습니다. 토큰은 1분에 한 번만 발급됩니다."},
    {"Wait a minute and check again. Let one program ask for tokens with this key.",
     "1분 뒤에 다시 확인하세요. 한 앱키의 토큰은 한 프로그램만 요청하게 하세요."}};
constexpr Diagnosis token_not_issued{
    "token_not_issued",
    {"The broker could not issue a token for this key.", "증권사가 이 키로 토큰을 발급하지 못했습니다."},
    {"Check app key and secret, then try again in a few minutes.",
     "앱키와 시크릿을 확인하고 몇 분 뒤에 다시 해 보세요."}};
constexpr Diagnosis token_refused{
    "token_refused",
    {"The token was ended or has expired; brokers do that in maintenance nights and when another program "
     "asks for one.",
     "토큰이 취소되었거나 만료되었습니다. 점검 시간이나 다른 프로그램이 토큰을 새로 받을 때 그렇게 됩니다."},
    {"Check again in a minute: a new one is issued then.",
     "1분 뒤에 다시 확인하세요. 새 토큰이 발급됩니다."}};
constexpr Diagnosis address_not_registered{
    "address_not_registered",
    {"The broker does not know the IP address this machine calls from.",
     "이 컴퓨터의 IP 주소가 증권사에 등록되어 있지 않습니다."},
    {"Register the address with the key on the broker's site (Kiwoom takes up to ten); behind a router or "
     "VPN "
     "it is the outer address, and it may change.",
     "증권사 사이트에서 이 키에 IP 주소를 등록하세요(키움은 10개까지). 공유기나 VPN 뒤에서는 바깥 주소이며 "
     "바뀔 수 있습니다."}};
constexpr Diagnosis no_permission{
    "no_permission",
    {"The key may not use this service: not applied for, not approved yet, or expired.",
     "이 키로 쓸 수 없는 서비스입니다. 신청하지 않았거나 승인 전이거나 만료되었습니다."},
    {"Look at the state of the API service on the broker's site.",
     "증권사 사이트에서 API 서비스 신청 상태를 확인하세요."}};
constexpr Diagnosis too_many_calls{
    "too_many_calls",
    {"Too many calls a second with this key; another program may be using it.",
     "이 키로 초당 호출이 너무 많습니다. 다른 프로그램이 함께 쓰고 있을 수 있습니다."},
    {"Wait a little and check again; lower calls_per_second if it goes on. New KIS customers start with a "
     "lower limit.",
     "잠시 뒤에 다시 확인하고, 계속되면 calls_per_second를 낮추세요. KIS는 처음 며칠 동안 한도가 "
     "낮습니다."}};
constexpr Diagnosis wrong_account{
    "wrong_account",
    {"The broker does not know this account for this key.", "이 키로 조회할 수 없는 계좌입니다."},
    {"Check the eight digits, the product code (01 for a general account) and that the account belongs to "
     "this "
     "environment: paper accounts have numbers of their own.",
     "계좌번호 8자리, 상품코드(종합계좌는 01), 환경을 확인하세요. 모의투자 계좌는 번호가 따로 있습니다."}};
constexpr Diagnosis not_on_paper{
    "not_on_paper",
    {"The paper server does not offer this call.", "모의투자 서버에 없는 기능입니다."},
    {"Configure a real key as well; quotations then go to the real server.",
     "실전 키도 설정하세요. 그러면 시세는 실전 서버에서 받습니다."}};
constexpr Diagnosis maintenance{
    "maintenance",
    {"The broker answered with a page instead of data: maintenance, usually at night and on weekends; the "
     "KIS paper server is often off outside trading days.",
     "증권사가 데이터 대신 안내 페이지로 답했습니다. 보통 밤이나 주말의 점검이며, KIS 모의투자 서버는 "
     "휴장일에 꺼져 있을 때가 많습니다."},
    {"Try again later; look at the broker's notices if it goes on.",
     "나중에 다시 해 보고, 계속되면 증권사 공지를 확인하세요."}};
constexpr Diagnosis passing_fault{"passing_fault",
                                  {"A passing fault at the broker.", "증권사의 일시적인 오류입니다."},
                                  {"Try again in a few seconds.", "몇 초 뒤에 다시 해 보세요."}};
constexpr Diagnosis no_answer{
    "no_answer",
    {"The broker was reached and did not answer in time.", "증권사에 연결되었지만 제때 답하지 않았습니다."},
    {"Try again; after a token request wait a minute first.",
     "다시 해 보세요. 토큰 요청이었다면 1분 뒤에 하세요."}};
constexpr Diagnosis connection_lost{
    "connection_lost",
    {"The connection broke off.", "연결이 끊어졌습니다."},
    {"Check the network and try again; a VPN or firewall may cut it.",
     "네트워크를 확인하고 다시 해 보세요. VPN이나 방화벽이 끊을 수 있습니다."}};
constexpr Diagnosis closed_now{"closed_now",
                               {"The broker does not serve this now; outside service hours that is normal.",
                                "지금은 응답하지 않습니다. 운영시간이 아니면 정상입니다."},
                               {"Try again during trading hours (09:00 to 15:30 Korean time).",
                                "장 운영시간(09:00~15:30)에 다시 해 보세요."}};
constexpr Diagnosis unknown{
    "unknown",
    {"The broker refused for a reason that kbroker does not know.",
     "kbroker가 모르는 이유로 증권사가 거절했습니다."},
    {"Look the code up on the broker's site, or report it with this output: it holds no secrets.",
     "증권사 사이트에서 코드를 찾아보거나 이 출력을 붙여 알려 주세요. 비밀 값은 들어 있지 않습니다."}};

constexpr Diagnosis bad_address{
    "bad_address",
    {"The configured address is no http or https URL.", "설정한 주소가 http나 https URL이 아닙니다."},
    {"Correct base_url, or remove it: the broker's own server is the default.",
     "base_url을 고치거나 지우세요. 증권사 서버가 기본값입니다."}};
constexpr Diagnosis name_not_resolved{
    "name_not_resolved",
    {"The server's name was not found: no network, or the name server does not answer.",
     "서버 이름을 찾지 못했습니다. 네트워크가 없거나 DNS가 답하지 않습니다."},
    {"Check the network and /etc/resolv.conf; in a container, that it has a network and DNS.",
     "네트워크와 /etc/resolv.conf를 확인하세요. 컨테이너라면 네트워크와 DNS가 있는지 확인하세요."}};
constexpr Diagnosis not_reachable{
    "not_reachable",
    {"Nobody answers at that port: a firewall blocks it, or the server is off (the KIS paper server often "
     "is, "
     "outside trading days).",
     "그 포트에서 답이 없습니다. 방화벽이 막았거나 서버가 꺼져 있습니다(KIS 모의투자 서버는 휴장일에 꺼져 "
     "있을 때가 많습니다)."},
    {"Allow outgoing connections to port 9443 (KIS real), 29443 (KIS paper) or 443 (Kiwoom); company "
     "networks "
     "often do not.",
     "나가는 포트 9443(KIS 실전), 29443(KIS 모의), 443(키움)을 허용하세요. 회사 네트워크는 막는 경우가 "
     "많습니다."}};
constexpr Diagnosis tls_failed{
    "tls_failed",
    {"The server's certificate was not accepted, or there was no TLS: a proxy or virus scanner opens the "
     "connection, certificate authorities are missing, or the clock is wrong.",
     "서버 인증서를 믿을 수 없거나 TLS가 아닙니다. 프록시나 백신이 연결을 가로채거나, 인증기관 목록이 "
     "없거나, 시계가 틀립니다."},
    {"Install ca-certificates, set the clock, and exempt the broker's host from inspection. Keys were not "
     "sent.",
     "ca-certificates를 설치하고, 시계를 맞추고, 증권사 주소를 검사에서 제외하세요. 키는 보내지 "
     "않았습니다."}};

struct CodeMeaning {
  std::string_view code;
  const Diagnosis* diagnosis;
};

constexpr auto kis_codes = std::to_array<CodeMeaning>({
    {"EGW00003", &no_permission},
    {"EGW00102", &wrong_key},
    {"EGW00103", &wrong_key},
    {"EGW00104", &wrong_secret},
    {"EGW00105", &wrong_secret},
    {"EGW00121", &token_refused},
    {"EGW00122", &token_refused},
    {"EGW00123", &token_refused},
    {"EGW00133", &token_too_soon},
    {"EGW00202", &closed_now},
    {"EGW00205", &no_permission},
    {"EGW00206", &no_permission},
    {"EGW00207", &address_not_registered},
    {"EGW00213", &not_on_paper},
    {"EGW00304", &no_permission},
    {"EGW02004", &other_environment},
    {"OPSQ2000", &wrong_account},
    {"APAC0489", &wrong_account},
});

constexpr auto kiwoom_codes = std::to_array<CodeMeaning>({
    {"8001", &wrong_key},
    {"8002", &wrong_key},
    {"8003", &token_not_issued},
    {"8005", &token_refused},
    {"8006", &token_not_issued},
    {"8009", &token_not_issued},
    {"8010", &address_not_registered},
    {"8011", &token_not_issued},
    {"8012", &token_not_issued},
    {"8020", &wrong_key},
    {"8030", &other_environment},
    {"8031", &other_environment},
    {"8040", &address_not_registered},
    {"8050", &address_not_registered},
    {"8103", &address_not_registered},
    {"8200", &no_permission},
});

const Diagnosis& by_kind(const Error& error) {
  switch (error.code) {
    case Errc::auth_failed:
      return error.retry_after ? token_too_soon : wrong_key;
    case Errc::rate_limited:
      return too_many_calls;
    case Errc::not_configured:
      return wrong_account;
    case Errc::not_on_paper:
      return not_on_paper;
    case Errc::market_closed:
      return closed_now;
    case Errc::timeout:
      return no_answer;
    case Errc::broker_unavailable:
      return error.http_status != 0 ? maintenance : connection_lost;
    case Errc::broker_error:
      return error.retryable ? passing_fault : unknown;
    default:
      return unknown;
  }
}

}  // namespace

const Diagnosis& diagnose(const Error& error, BrokerId broker) {
  const auto find = [&](const auto& codes) {
    const auto found = std::ranges::find(codes, error.broker_code, &CodeMeaning::code);
    return found == codes.end() ? nullptr : found->diagnosis;
  };
  const auto* known = broker == BrokerId::kis ? find(kis_codes) : find(kiwoom_codes);
  return known ? *known : by_kind(error);
}

const Diagnosis& diagnose(ProbeStage blocked) {
  switch (blocked) {
    case ProbeStage::url:
      return bad_address;
    case ProbeStage::name:
      return name_not_resolved;
    case ProbeStage::connection:
      return not_reachable;
    case ProbeStage::tls:
      return tls_failed;
    case ProbeStage::answer:
      return diagnosis::no_answer_to_probe;
  }
  return diagnosis::no_answer_to_probe;
}

}  // namespace kbroker::cli
