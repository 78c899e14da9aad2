// The measured tool on the official Rust SDK: server PORT TOOL.json checked|unchecked|streams (../README.md)
use std::sync::{Arc, Mutex};

use axum::serve::ListenerExt;
use axum::{Router, http::StatusCode, routing::post};
use rmcp::handler::server::router::tool::{ToolRoute, ToolRouter};
use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::{CallToolResult, ContentBlock, JsonObject, ServerCapabilities, ServerConfig, Tool};
use rmcp::service::{NotificationContext, Peer, RoleServer};
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{ServerHandler, tool_handler};
use serde_json::Value;

#[derive(serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Broker {
    Kis,
    Kiwoom,
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
enum Market {
    #[serde(rename = "KRX")]
    Krx,
    #[serde(rename = "NXT")]
    Nxt,
    #[serde(rename = "combined")]
    Combined,
}

#[allow(dead_code)] // the answer is constant: what counts is that the arguments are read
#[derive(serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct Arguments {
    #[schemars(length(min = 1, max = 60), description = "종목코드·종목명 / code or name")]
    stock_code: String,
    broker: Option<Broker>,
    market: Option<Market>,
    include_raw: Option<bool>,
}

#[derive(Clone)]
struct Server {
    tool_router: ToolRouter<Self>,
    result: Arc<CallToolResult>,
    /// Everybody who wants to be told; there is no other way to reach all sessions.
    peers: Option<Arc<Mutex<Vec<Peer<RoleServer>>>>>,
}

impl Server {
    fn new(definition: &Value, mode: &str) -> Self {
        let description = definition["description"].as_str().unwrap().to_string();
        let mut tool_router = ToolRouter::new();
        if mode == "unchecked" {
            let schema = serde_json::json!({"type": "object"}).as_object().unwrap().clone();
            let tool = Tool::new("get_stock_price", description, Arc::new(schema));
            tool_router.add_route(ToolRoute::new(tool, |server: &Self, _: JsonObject| server.answer()));
        } else {
            let schema = rmcp::handler::server::tool::schema_for_type::<Arguments>();
            let tool = Tool::new("get_stock_price", description, schema);
            tool_router.add_route(ToolRoute::new(tool, |server: &Self, _: Parameters<Arguments>| server.answer()));
        }
        let text = definition["result"]["content"][0]["text"].as_str().unwrap();
        let mut result = CallToolResult::success(vec![ContentBlock::text(text)]);
        result.structured_content = Some(definition["result"]["structuredContent"].clone());
        Self { tool_router, result: Arc::new(result), peers: (mode == "streams").then(Default::default) }
    }

    fn answer(&self) -> CallToolResult {
        CallToolResult::clone(&self.result)
    }
}

#[tool_handler(router = self.tool_router)]
impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().enable_tool_list_changed().build())
    }

    async fn on_initialized(&self, context: NotificationContext<RoleServer>) {
        if let Some(peers) = &self.peers {
            peers.lock().unwrap().push(context.peer);
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let definition: Value = serde_json::from_slice(&std::fs::read(&arguments[2]).unwrap()).unwrap();
    let server = Server::new(&definition, &arguments[3]);
    let peers = server.peers.clone().unwrap_or_default();
    // In a session rmcp always answers with an event stream; JSON is for requests without one.
    let config = StreamableHttpServerConfig::default().with_json_response(true).with_sse_retry(None);
    let service: StreamableHttpService<Server, LocalSessionManager> =
        StreamableHttpService::new(move || Ok(server.clone()), Default::default(), config);
    let announce = move || async move {
        let peers = peers.lock().unwrap().clone();
        for peer in peers {
            let _ = peer.notify_tool_list_changed().await;
        }
        StatusCode::NO_CONTENT
    };
    let routes = Router::new().route("/announce", post(announce)).nest_service("/mcp", service);
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{}", arguments[1])).await.unwrap();
    // An event stream goes out in several pieces, which otherwise wait for the client's acknowledgement of the one before.
    let listener = listener.tap_io(|connection| connection.set_nodelay(true).unwrap());
    axum::serve(listener, routes).await.unwrap();
}
