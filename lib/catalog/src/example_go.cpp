// The example in Go with the standard library.
#include "example_call.hpp"

namespace kbroker::catalog {

namespace {

std::string variable(const ExampleValue& value) {
  return "env(" + json_literal(value.text) + ", " + json_literal(value.standard) + ")";
}
constexpr EntryNotation in_map{"\t\t", ": ", ",\n", variable};

constexpr std::string_view program = R"go(// @TITLE@ (@ID@)
// Run with: go run example.go
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"
)

var client = &http.Client{Timeout: 10 * time.Second}

// env reads a variable that must be set unless it has a standard.
func env(name, standard string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	if standard == "" {
		log.Fatalf("set %s", name)
	}
	return standard
}

// send gives the answer and its HTTP status.
func send(method, target string, headers, body map[string]string) (map[string]any, int) {
	var content io.Reader
	if body != nil {
		text, _ := json.Marshal(body)
		content = bytes.NewReader(text)
	}
	request, err := http.NewRequest(method, target, content)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("content-type", "application/json; charset=utf-8")
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	response, err := client.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	var answer map[string]any
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		log.Fatalf("no JSON (HTTP %d): %v", response.StatusCode, err)
	}
	return answer, response.StatusCode
}

// getToken keeps the token: it lasts a day and the broker counts how often one is asked for.
func getToken(base, key, secret string) string {
	file := filepath.Join(os.TempDir(), fmt.Sprintf("api-token-%x", sha256.Sum256([]byte(base+" "+key)))[:26])
	if state, err := os.Stat(file); err == nil && time.Since(state.ModTime()) < 6*time.Hour {
		if token, err := os.ReadFile(file); err == nil {
			return string(token)
		}
	}
	answer, _ := send("POST", base+"@TOKEN_PATH@", nil,
		map[string]string{"grant_type": "client_credentials", "appkey": key, "@SECRET_NAME@": secret})
	token, ok := answer["@TOKEN_NAME@"].(string)
	if !ok {
		log.Fatalf("no token: %v", answer)
	}
	if err := os.WriteFile(file, []byte(token), 0o600); err != nil {
		log.Print(err)
	}
	return token
}

func main() {
	base := env("@URL_VARIABLE@", "@URL@")
	@TOKEN@
	parameters := map[string]string{
@PARAMETERS@	}
	headers := map[string]string{
@AUTHORIZATION@@HEADERS@	}
	target := base + "@PATH@"
	query := url.Values{}
@CARRIER@	if len(query) > 0 {
		target += "?" + query.Encode()
	}
	answer, status := send("@METHOD@", target, headers, body)
	text, _ := json.MarshalIndent(answer, "", "  ")
	fmt.Println(string(text))
	if @FAILED@ {
		log.Fatal("the broker refused the call")
	}
}
)go";

constexpr std::string_view in_query = R"go(	for name, value := range parameters {
		query.Set(name, value)
	}
	var body map[string]string
)go";

}  // namespace

std::string go_example(const ExampleCall& call) {
  auto parts = common_parts(call);
  std::string failed = "status >= 400";
  if (!call.success_name.empty())
    failed += " || fmt.Sprint(answer[\"" + std::string(call.success_name) + "\"]) != \"" +
              std::string(call.success_value) + "\"";
  parts.insert(
      parts.end(),
      {{"TOKEN",
        with_parts(call.token ? "token := getToken(base, env(\"@KEY@\", \"\"), env(\"@SECRET@\", \"\"))"
                              : "_ = getToken // not needed here",
                   parts)},
       {"AUTHORIZATION", call.token ? "\t\t\"authorization\": \"Bearer \" + token,\n" : ""},
       {"HEADERS", entries(call.headers, in_map)},
       {"PARAMETERS", entries(call.parameters, in_map)},
       {"CARRIER", std::string(call.method == "GET" ? in_query : "\tbody := parameters\n")},
       {"FAILED", failed}});
  return with_parts(program, parts);
}

}  // namespace kbroker::catalog
