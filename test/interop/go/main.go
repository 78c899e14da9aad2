// The official Go SDK through the steps of ../features.mjs. It is called with one argument, a JSON object {transport, revision,
// url, lossyUrl, command, args, steps}, and prints one JSON object {step, problem} a line; problem is null when the step
// went well.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

const patience = 20 * time.Second

type options struct {
	Transport, Revision, URL, LossyURL, Command string
	Args, Steps                                 []string
}

// client keeps what it was asked and how far calls told that they were.
type client struct {
	session  *mcp.ClientSession
	mutex    sync.Mutex
	asked    string
	told     []float64
	progress func(float64)
}

func connect(ctx context.Context, o options, url string) (*client, error) {
	c := &client{}
	implementation := &mcp.Implementation{Name: "kbroker-interop", Version: "1.0.0"}
	sdk := mcp.NewClient(implementation, &mcp.ClientOptions{
		ElicitationHandler: func(_ context.Context, r *mcp.ElicitRequest) (*mcp.ElicitResult, error) {
			c.asked = r.Params.Message
			content := map[string]any{"username": "Kim", "email": "kim@example.com"}
			return &mcp.ElicitResult{Action: "accept", Content: content}, nil
		},
		CreateMessageHandler: func(_ context.Context, r *mcp.CreateMessageRequest) (*mcp.CreateMessageResult, error) {
			c.asked = r.Params.Messages[0].Content.(*mcp.TextContent).Text
			return &mcp.CreateMessageResult{Content: &mcp.TextContent{Text: "Seoul"}, Model: "none", Role: "assistant"}, nil
		},
		ProgressNotificationHandler: func(_ context.Context, r *mcp.ProgressNotificationClientRequest) {
			c.mutex.Lock()
			defer c.mutex.Unlock()
			c.told = append(c.told, r.Params.Progress)
			if c.progress != nil {
				c.progress(r.Params.Progress)
			}
		},
	})
	var transport mcp.Transport
	switch o.Transport {
	case "stdio":
		transport = &mcp.CommandTransport{Command: exec.Command(o.Command, o.Args...)}
	case "sse":
		transport = &mcp.SSEClientTransport{Endpoint: url + "/sse"}
	default:
		transport = &mcp.StreamableClientTransport{Endpoint: url + "/mcp"}
	}
	session, err := sdk.Connect(ctx, transport, &mcp.ClientSessionOptions{ProtocolVersion: o.Revision})
	c.session = session
	return c, err
}

// watch forgets what was told so far; `progress` hears what comes.
func (c *client) watch(progress func(float64)) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.told, c.progress = nil, progress
}

func (c *client) call(ctx context.Context, name string, arguments map[string]any) (string, bool, error) {
	params := &mcp.CallToolParams{Name: name, Arguments: arguments}
	if name == "count_slowly" {
		params.SetProgressToken("count")
	}
	result, err := c.session.CallTool(ctx, params)
	if err != nil {
		return "", false, err
	}
	var text strings.Builder
	for _, part := range result.Content {
		text.WriteString(part.(*mcp.TextContent).Text)
	}
	return text.String(), result.IsError, nil
}

// expect turns an answer that is not `want` into an error.
func expect(want, got string, err error) error {
	if err == nil && got != want {
		err = fmt.Errorf("got %q, want %q", got, want)
	}
	return err
}

func (c *client) count(ctx context.Context, steps int) error {
	c.watch(nil)
	text, _, err := c.call(ctx, "count_slowly", map[string]any{"steps": steps})
	if err = expect(fmt.Sprintf("Counted to %d.", steps), text, err); err != nil {
		return err
	}
	var want []float64
	for step := 1; step <= steps; step++ {
		want = append(want, float64(step))
	}
	// The SDK hands out a result before the notifications that came ahead of it.
	told := c.soFar()
	for ; len(told) < steps && ctx.Err() == nil; told = c.soFar() {
		time.Sleep(10 * time.Millisecond)
	}
	if !slices.Equal(told, want) {
		return fmt.Errorf("told of %v", told)
	}
	return nil
}

func (c *client) soFar() []float64 {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return slices.Clone(c.told)
}

func (c *client) stoppedCounts(ctx context.Context) (int, error) {
	text, _, err := c.call(ctx, "stopped_counts", map[string]any{})
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(text)
}

func (c *client) list(ctx context.Context) error {
	tools, err := c.session.ListTools(ctx, nil)
	if err != nil {
		return err
	}
	resources, err := c.session.ListResources(ctx, nil)
	if err != nil {
		return err
	}
	prompts, err := c.session.ListPrompts(ctx, nil)
	if err != nil {
		return err
	}
	tool := slices.ContainsFunc(tools.Tools, func(t *mcp.Tool) bool { return t.Name == "count_slowly" })
	resource := slices.ContainsFunc(resources.Resources, func(r *mcp.Resource) bool { return r.URI == "test://static-text" })
	prompt := slices.ContainsFunc(prompts.Prompts, func(p *mcp.Prompt) bool { return p.Name == "test_simple_prompt" })
	if !tool || !resource || !prompt {
		return fmt.Errorf("listed: tool %t, resource %t, prompt %t", tool, resource, prompt)
	}
	return nil
}

func (c *client) simpleCall(ctx context.Context) error {
	text, _, err := c.call(ctx, "test_simple_text", map[string]any{})
	if err = expect("This is a simple text response for testing.", text, err); err != nil {
		return err
	}
	_, isError, err := c.call(ctx, "test_error_handling", map[string]any{})
	if err == nil && !isError {
		err = errors.New("the failure of a tool is not marked")
	}
	return err
}

func (c *client) read(ctx context.Context) error {
	result, err := c.session.ReadResource(ctx, &mcp.ReadResourceParams{URI: "test://static-text"})
	if err != nil {
		return err
	}
	return expect("This is the content of the static text resource.", result.Contents[0].Text, nil)
}

// cancel: the server itself must say that the call was stopped, not only the client.
func (c *client) cancel(ctx context.Context) error {
	before, err := c.stoppedCounts(ctx)
	if err != nil {
		return err
	}
	running, stop := context.WithCancel(ctx)
	defer stop()
	c.watch(func(progress float64) {
		if progress >= 2 {
			stop()
		}
	})
	if _, _, err = c.call(running, "count_slowly", map[string]any{"steps": 200}); err == nil {
		return errors.New("the call ended although it was cancelled")
	}
	for stopped := before; stopped != before+1; time.Sleep(20 * time.Millisecond) {
		if stopped, err = c.stoppedCounts(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (c *client) elicit(ctx context.Context) error {
	text, _, err := c.call(ctx, "test_elicitation", map[string]any{"message": "Who are you?"})
	if err = expect("Who are you?", c.asked, err); err != nil {
		return err
	}
	if !strings.Contains(text, "action=accept") || !strings.Contains(text, `"username":"Kim"`) {
		return fmt.Errorf("the server understood %q", text)
	}
	return nil
}

func (c *client) sample(ctx context.Context) error {
	text, _, err := c.call(ctx, "test_sampling", map[string]any{"prompt": "The capital of Korea?"})
	if err = expect("The capital of Korea?", c.asked, err); err != nil {
		return err
	}
	return expect("LLM response: Seoul", text, nil)
}

func resume(ctx context.Context, o options) error {
	another, err := connect(ctx, o, o.LossyURL)
	if err != nil {
		return err
	}
	return errors.Join(another.count(ctx, 30), another.session.Close())
}

// attempt reports the step; true when it went well.
func attempt(step string, body func(context.Context) error) bool {
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	line := struct {
		Step    string  `json:"step"`
		Problem *string `json:"problem"`
	}{Step: step}
	if err := body(ctx); err != nil {
		problem := err.Error()
		line.Problem = &problem
	}
	if err := json.NewEncoder(os.Stdout).Encode(line); err != nil {
		panic(err)
	}
	return line.Problem == nil
}

func main() {
	var o options
	if err := json.Unmarshal([]byte(os.Args[1]), &o); err != nil {
		panic(err)
	}
	var c *client
	connected := attempt("connect", func(context.Context) (err error) {
		// The session lives as long as this context.
		if c, err = connect(context.Background(), o, o.URL); err != nil {
			return err
		}
		return expect(o.Revision, c.session.InitializeResult().ProtocolVersion, nil)
	})
	if !connected {
		return
	}
	bodies := map[string]func(context.Context) error{
		"list": c.list, "call": c.simpleCall, "read": c.read, "cancel": c.cancel, "elicit": c.elicit, "sample": c.sample,
		"progress": func(ctx context.Context) error { return c.count(ctx, 5) },
		"resume":   func(ctx context.Context) error { return resume(ctx, o) },
	}
	for _, step := range o.Steps {
		if body := bodies[step]; body != nil {
			attempt(step, body)
		}
	}
	attempt("close", func(context.Context) error { return c.session.Close() })
}
