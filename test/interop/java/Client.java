// The official Java SDK through the steps of ../features.mjs. It is called with one argument, a JSON object {transport, revision,
// url, lossyUrl, command, args, steps}, and prints one JSON object {step, problem} a line; problem is null when the step
// went well.
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientSseClientTransport;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

public class Client {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final McpJsonMapper JSON = McpJsonDefaults.getMapper();

  interface Step {
    void run() throws Exception;
  }

  final Map<String, Object> options;
  final List<Double> told = new CopyOnWriteArrayList<>();
  volatile String asked;
  McpSyncClient client;

  Client(Map<String, Object> options) {
    this.options = options;
  }

  McpClientTransport transport(String url) {
    return switch (text("transport")) {
      case "stdio" -> new StdioClientTransport(ServerParameters.builder(text("command")).args(list("args")).build(), JSON);
      case "sse" -> HttpClientSseClientTransport.builder(url).sseEndpoint("/sse").build();
      default -> HttpClientStreamableHttpTransport.builder(url).endpoint("/mcp").resumableStreams(true).build();
    };
  }

  Client connect(String url) {
    client = McpClient.sync(transport(url))
        .requestTimeout(PATIENCE)
        .clientInfo(Implementation.builder("kbroker-interop", "1.0.0").build())
        .capabilities(ClientCapabilities.builder().elicitation().sampling().build())
        .elicitation(request -> {
          asked = request.message();
          return ElicitResult.builder(ElicitResult.Action.ACCEPT)
              .content(Map.of("username", "Kim", "email", "kim@example.com")).build();
        })
        .sampling(request -> {
          asked = ((TextContent) request.messages().get(0).content()).text();
          return CreateMessageResult.builder(Role.ASSISTANT, TextContent.builder("Seoul").build(), "none").build();
        })
        .progressConsumer(progress -> told.add(progress.progress()))
        .build();
    String revision = client.initialize().protocolVersion();
    expect(text("revision"), revision);
    return this;
  }

  String text(String name) {
    return (String) options.get(name);
  }

  @SuppressWarnings("unchecked")
  List<String> list(String name) {
    return (List<String>) options.get(name);
  }

  static void expect(Object want, Object got) {
    if (!want.equals(got)) throw new IllegalStateException("got " + got + ", want " + want);
  }

  CallToolResult call(String name, Map<String, Object> arguments) {
    CallToolRequest.Builder request = CallToolRequest.builder(name).arguments(arguments);
    if (name.equals("count_slowly")) request.progressToken("count");
    return client.callTool(request.build());
  }

  static String text(CallToolResult result) {
    return result.content().stream().map(part -> ((TextContent) part).text()).collect(Collectors.joining());
  }

  void count(int steps) throws InterruptedException {
    told.clear();
    expect("Counted to " + steps + ".", text(call("count_slowly", Map.of("steps", steps))));
    // The SDK may hand out a result before the notifications that came ahead of it.
    for (long end = System.nanoTime() + PATIENCE.toNanos(); told.size() < steps && System.nanoTime() < end;) Thread.sleep(10);
    expect(IntStream.rangeClosed(1, steps).mapToObj(step -> (double) step).toList(), List.copyOf(told));
  }

  void list() {
    expect(true, client.listTools().tools().stream().anyMatch(tool -> tool.name().equals("count_slowly")));
    expect(true, client.listResources().resources().stream().anyMatch(resource -> resource.uri().equals("test://static-text")));
    expect(true, client.listPrompts().prompts().stream().anyMatch(prompt -> prompt.name().equals("test_simple_prompt")));
  }

  void simpleCall() {
    expect("This is a simple text response for testing.", text(call("test_simple_text", Map.of())));
    expect(true, call("test_error_handling", Map.of()).isError());
  }

  void read() {
    var contents = client.readResource(ReadResourceRequest.builder("test://static-text").build()).contents().get(0);
    expect("This is the content of the static text resource.", ((TextResourceContents) contents).text());
  }

  void elicit() {
    String result = text(call("test_elicitation", Map.of("message", "Who are you?")));
    expect("Who are you?", asked);
    expect(true, result.contains("action=accept") && result.contains("\"username\":\"Kim\""));
  }

  void sample() {
    String result = text(call("test_sampling", Map.of("prompt", "The capital of Korea?")));
    expect("The capital of Korea?", asked);
    expect("LLM response: Seoul", result);
  }

  void resume() throws InterruptedException {
    Client another = new Client(options).connect(text("lossyUrl"));
    another.count(30);
    another.client.closeGracefully();
  }

  /** Reports the step; true when it went well. */
  static boolean attempt(String step, Step body) throws Exception {
    Map<String, Object> line = new HashMap<>();
    line.put("step", step);
    line.put("problem", null);
    try {
      body.run();
    } catch (Exception error) {
      line.put("problem", String.valueOf(error));
    }
    System.out.println(JSON.writeValueAsString(line));
    return line.get("problem") == null;
  }

  public static void main(String[] arguments) throws Exception {
    Map<String, Object> options = JSON.readValue(arguments[0], new TypeRef<Map<String, Object>>() {});
    Client client = new Client(options);
    if (attempt("connect", () -> client.connect(client.text("url")))) {
      Map<String, Step> bodies = Map.of("list", client::list, "call", client::simpleCall, "read", client::read,
          "progress", () -> client.count(5), "elicit", client::elicit, "sample", client::sample, "resume", client::resume);
      for (String step : client.list("steps"))
        if (bodies.containsKey(step)) attempt(step, bodies.get(step));
      attempt("close", () -> expect(true, client.client.closeGracefully()));
    }
    System.exit(0);  // the SDK keeps threads that would live on
  }
}
