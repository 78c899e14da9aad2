"""The official Python SDK (`mcp`)."""

from mcp import Client, StdioServerParameters
from mcp.client.sse import sse_client
from mcp_types import CreateMessageResult, ElicitResult, TextContent

import steps


class Face(steps.Face):
    async def __aenter__(self):
        options = self.options
        if options["transport"] == "stdio":
            server = StdioServerParameters(command=options["command"], args=options["args"])
        elif options["transport"] == "sse":
            server = sse_client(self.url + "/sse")
        else:
            server = self.url + "/mcp"
        self.client = Client(server, mode=options["mode"], elicitation_callback=self.on_elicit, sampling_callback=self.on_sample)
        await self.client.__aenter__()
        return self

    async def __aexit__(self, *error):
        await self.client.__aexit__(*error)

    async def on_elicit(self, context, params):
        self.asked.append(params.message)
        return ElicitResult(action="accept", content=steps.ANSWER)

    async def on_sample(self, context, params):
        self.asked.append(params.messages[0].content.text)
        return CreateMessageResult(role="assistant", model="none", content=TextContent(type="text", text="Seoul"))

    async def revision(self):
        return self.client.protocol_version

    async def tools(self):
        return [tool.name for tool in (await self.client.list_tools()).tools]

    async def resources(self):
        return [str(resource.uri) for resource in (await self.client.list_resources()).resources]

    async def prompts(self):
        return [prompt.name for prompt in (await self.client.list_prompts()).prompts]

    async def read(self, uri):
        return (await self.client.read_resource(uri)).contents[0].text

    async def call(self, name, arguments, on_progress=None):
        result = await self.client.call_tool(name, arguments, progress_callback=on_progress)
        return "".join(part.text for part in result.content), bool(result.is_error)


steps.main(Face)
