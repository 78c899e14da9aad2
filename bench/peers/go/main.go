// The measured tool on the official Go SDK: server PORT TOOL.json checked|unchecked|streams (../README.md)
package main

import (
	"context"
	"encoding/json"
	"log"
	"net/http"
	"os"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/modelcontextprotocol/go-sdk/mcp"
)

type arguments struct {
	StockCode  string `json:"stock_code"`
	Broker     string `json:"broker,omitempty"`
	Market     string `json:"market,omitempty"`
	IncludeRaw bool   `json:"include_raw,omitempty"`
}

type definition struct {
	Description string             `json:"description"`
	InputSchema *jsonschema.Schema `json:"inputSchema"`
	Result      struct {
		Content []struct {
			Text string `json:"text"`
		} `json:"content"`
		StructuredContent json.RawMessage `json:"structuredContent"`
	} `json:"result"`
}

func main() {
	port, file, mode := os.Args[1], os.Args[2], os.Args[3]
	text, err := os.ReadFile(file)
	if err != nil {
		log.Fatal(err)
	}
	var tool definition
	if err := json.Unmarshal(text, &tool); err != nil {
		log.Fatal(err)
	}
	result := func() *mcp.CallToolResult {
		return &mcp.CallToolResult{
			Content:           []mcp.Content{&mcp.TextContent{Text: tool.Result.Content[0].Text}},
			StructuredContent: tool.Result.StructuredContent,
		}
	}

	server := mcp.NewServer(&mcp.Implementation{Name: "bench", Version: "1.0.0"}, nil)
	if mode == "unchecked" {
		server.AddTool(&mcp.Tool{Name: "get_stock_price", Description: tool.Description, InputSchema: json.RawMessage(`{"type":"object"}`)},
			func(context.Context, *mcp.CallToolRequest) (*mcp.CallToolResult, error) { return result(), nil })
	} else {
		mcp.AddTool(server, &mcp.Tool{Name: "get_stock_price", Description: tool.Description, InputSchema: tool.InputSchema},
			func(context.Context, *mcp.CallToolRequest, arguments) (*mcp.CallToolResult, any, error) {
				return result(), nil, nil
			})
	}

	// The SDK serves 2026-07-28 without sessions only, and the others as it is told.
	handler := func(stateless bool) http.Handler {
		return mcp.NewStreamableHTTPHandler(func(*http.Request) *mcp.Server { return server },
			&mcp.StreamableHTTPOptions{Stateless: stateless, JSONResponse: true})
	}
	withSession, withoutSession := handler(false), handler(true)
	routes := http.NewServeMux()
	routes.HandleFunc("/mcp", func(response http.ResponseWriter, request *http.Request) {
		if request.Header.Get("MCP-Protocol-Version") == "2026-07-28" {
			withoutSession.ServeHTTP(response, request)
		} else {
			withSession.ServeHTTP(response, request)
		}
	})
	// A new tool is what the SDK tells everybody about.
	routes.HandleFunc("POST /announce", func(response http.ResponseWriter, _ *http.Request) {
		server.AddTool(&mcp.Tool{Name: "added", InputSchema: json.RawMessage(`{"type":"object"}`)},
			func(context.Context, *mcp.CallToolRequest) (*mcp.CallToolResult, error) { return result(), nil })
		response.WriteHeader(http.StatusNoContent)
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port, routes))
}
