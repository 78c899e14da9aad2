// The official Rust SDK through the steps of ../features.mjs. It is called with one argument, a JSON object {transport, revision,
// url, lossyUrl, command, args, steps}, and prints one JSON object {step, problem} a line; problem is null when the step
// went well.
#![allow(deprecated)] // sampling: the newest revision would rather do without it
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rmcp::model::*;
use rmcp::service::{ClientLifecycleMode, ClientServiceExt, NotificationContext, RequestContext, RoleClient, RunningService};
use rmcp::transport::{StreamableHttpClientTransport, TokioChildProcess};
use rmcp::{ClientHandler, ErrorData};
use serde_json::{Map, Value, json};
use tokio::sync::mpsc;

const PATIENCE: Duration = Duration::from_secs(20);

type Failure = Box<dyn std::error::Error + Send + Sync>;
type Step = Result<(), Failure>;

/// Keeps what it was asked, and passes on how far calls told that they were.
#[derive(Clone)]
struct Handler {
    asked: Arc<Mutex<String>>,
    progress: mpsc::UnboundedSender<f64>,
}

impl ClientHandler for Handler {
    async fn create_elicitation(
        &self,
        request: ElicitRequestParams,
        _: RequestContext<RoleClient>,
    ) -> Result<ElicitResult, ErrorData> {
        if let ElicitRequestParams::FormElicitationParams { message, .. } = request {
            *self.asked.lock().unwrap() = message;
        }
        let content = json!({"username": "Kim", "email": "kim@example.com"});
        Ok(ElicitResult::new(ElicitationAction::Accept).with_content(content))
    }

    async fn create_message(
        &self,
        params: CreateMessageRequestParams,
        _: RequestContext<RoleClient>,
    ) -> Result<CreateMessageResult, ErrorData> {
        let question = serde_json::to_value(&params.messages[0]).unwrap();
        *self.asked.lock().unwrap() = question["content"]["text"].as_str().unwrap_or("no text").to_string();
        Ok(CreateMessageResult::new(SamplingMessage::assistant_text("Seoul"), "none".into()))
    }

    async fn on_progress(&self, params: ProgressNotificationParam, _: NotificationContext<RoleClient>) {
        let _ = self.progress.send(params.progress);
    }

    fn get_info(&self) -> ClientConfig {
        let mut capabilities = ClientCapabilities::default();
        capabilities.elicitation = Some(Default::default());
        capabilities.sampling = Some(Default::default());
        ClientConfig::new(capabilities, Implementation::new("kbroker-interop", "1.0.0"))
            .with_protocol_version(ProtocolVersion::V_2025_11_25)
    }
}

struct Client {
    service: RunningService<RoleClient, Handler>,
    asked: Arc<Mutex<String>>,
    progress: mpsc::UnboundedReceiver<f64>,
}

async fn connect(options: &Value, url: &str) -> Result<Client, Failure> {
    let asked = Arc::new(Mutex::new(String::new()));
    let (sender, progress) = mpsc::unbounded_channel();
    let handler = Handler { asked: asked.clone(), progress: sender };
    let lifecycle = match options["mode"].as_str() {
        Some("legacy") => ClientLifecycleMode::Initialize,
        _ => ClientLifecycleMode::Discover { preferred_versions: vec![ProtocolVersion::V_2026_07_28] },
    };
    let service = if options["transport"] == "stdio" {
        let mut command = tokio::process::Command::new(options["command"].as_str().unwrap());
        command.args(options["args"].as_array().unwrap().iter().map(|argument| argument.as_str().unwrap()));
        handler.serve_with_lifecycle(TokioChildProcess::new(command)?, lifecycle).await?
    } else {
        handler.serve_with_lifecycle(StreamableHttpClientTransport::from_uri(format!("{url}/mcp")), lifecycle).await?
    };
    Ok(Client { service, asked, progress })
}

fn expect(condition: bool, problem: String) -> Step {
    if condition { Ok(()) } else { Err(problem.into()) }
}

fn object(value: Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

impl Client {
    async fn call(&self, name: &'static str, arguments: Value) -> Result<(String, bool), Failure> {
        let result = self.service.call_tool(CallToolRequestParams::new(name).with_arguments(object(arguments))).await?;
        let text = result.content.iter().filter_map(|part| part.as_text()).map(|part| part.text.as_str()).collect();
        Ok((text, result.is_error == Some(true)))
    }

    async fn count(&mut self, steps: u32) -> Step {
        while self.progress.try_recv().is_ok() {}
        let (text, _) = self.call("count_slowly", json!({"steps": steps})).await?;
        expect(text == format!("Counted to {steps}."), text)?;
        // The SDK may hand out a result before the notifications that came ahead of it.
        let mut told = Vec::new();
        while told.len() < steps as usize {
            told.extend(self.progress.recv().await);
        }
        while let Ok(progress) = self.progress.try_recv() {
            told.push(progress);
        }
        expect(told == (1..=steps).map(f64::from).collect::<Vec<_>>(), format!("told of {told:?}"))
    }

    async fn stopped_counts(&self) -> Result<u32, Failure> {
        Ok(self.call("stopped_counts", json!({})).await?.0.parse()?)
    }

    async fn list(&self) -> Step {
        let tools = self.service.list_all_tools().await?;
        expect(tools.iter().any(|tool| tool.name == "count_slowly"), "no count_slowly".into())?;
        let resources = self.service.list_all_resources().await?;
        expect(resources.iter().any(|resource| resource.uri == "test://static-text"), "no test://static-text".into())?;
        let prompts = self.service.list_all_prompts().await?;
        expect(prompts.iter().any(|prompt| prompt.name == "test_simple_prompt"), "no test_simple_prompt".into())
    }

    async fn simple_call(&self) -> Step {
        let (text, _) = self.call("test_simple_text", json!({})).await?;
        expect(text == "This is a simple text response for testing.", text)?;
        let (_, failed) = self.call("test_error_handling", json!({})).await?;
        expect(failed, "the failure of a tool is not marked".into())
    }

    async fn read(&self) -> Step {
        let result = self.service.read_resource(ReadResourceRequestParams::new("test://static-text")).await?;
        let contents = serde_json::to_value(&result.contents[0])?;
        expect(contents["text"] == "This is the content of the static text resource.", contents.to_string())
    }

    /// The server itself must say that the call was stopped, not only the client.
    async fn cancel(&mut self) -> Step {
        let before = self.stopped_counts().await?;
        while self.progress.try_recv().is_ok() {}
        let arguments = CallToolRequestParams::new("count_slowly").with_arguments(object(json!({"steps": 200})));
        tokio::select! {
            result = self.service.call_tool(arguments) => return Err(format!("the call ended: {result:?}").into()),
            _ = async { while self.progress.recv().await.is_some_and(|progress| progress < 2.0) {} } => {}
        }
        while self.stopped_counts().await? == before {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        expect(self.stopped_counts().await? == before + 1, "more than one call was stopped".into())
    }

    async fn elicit(&self) -> Step {
        let (text, _) = self.call("test_elicitation", json!({"message": "Who are you?"})).await?;
        expect(*self.asked.lock().unwrap() == "Who are you?", "asked something else".into())?;
        expect(text.contains("action=accept") && text.contains(r#""username":"Kim""#), text)
    }

    async fn sample(&self) -> Step {
        let (text, _) = self.call("test_sampling", json!({"prompt": "The capital of Korea?"})).await?;
        expect(*self.asked.lock().unwrap() == "The capital of Korea?", "asked something else".into())?;
        expect(text == "LLM response: Seoul", text)
    }
}

async fn resume(options: &Value) -> Step {
    let mut another = connect(options, options["lossyUrl"].as_str().unwrap()).await?;
    another.count(30).await?;
    another.service.cancel().await?;
    Ok(())
}

/// Reports the step; what it made when it went well.
async fn attempt<T>(step: &str, body: impl Future<Output = Result<T, Failure>>) -> Option<T> {
    let result = match tokio::time::timeout(PATIENCE, body).await {
        Ok(result) => result,
        Err(_) => Err(format!("not within {PATIENCE:?}").into()),
    };
    let problem = result.as_ref().err().map(|error| error.to_string());
    println!("{}", json!({"step": step, "problem": problem}));
    result.ok()
}

#[tokio::main(flavor = "current_thread")] // notifications stay in order
async fn main() {
    let options: Value = serde_json::from_str(&std::env::args().nth(1).expect("an argument")).expect("JSON");
    let connected = attempt("connect", async {
        let client = connect(&options, options["url"].as_str().unwrap()).await?;
        let revision = client.service.peer_info().map(|info| info.protocol_version.to_string()).unwrap_or_default();
        expect(options["revision"] == revision, format!("speaks {revision}"))?;
        Ok(client)
    });
    let Some(mut client) = connected.await else { return };
    for step in options["steps"].as_array().unwrap().iter().filter_map(Value::as_str) {
        match step {
            "list" => attempt(step, client.list()).await,
            "call" => attempt(step, client.simple_call()).await,
            "read" => attempt(step, client.read()).await,
            "progress" => attempt(step, client.count(5)).await,
            "cancel" => attempt(step, client.cancel()).await,
            "elicit" => attempt(step, client.elicit()).await,
            "sample" => attempt(step, client.sample()).await,
            "resume" => attempt(step, resume(&options)).await,
            _ => None,
        };
    }
    attempt("close", async { Ok(client.service.cancel().await?) }).await;
}
