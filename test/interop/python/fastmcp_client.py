"""FastMCP's client."""

from fastmcp import Client
from fastmcp.client.transports import SSETransport, StdioTransport, StreamableHttpTransport

import steps


class Face(steps.Face):
    async def __aenter__(self):
        options = self.options
        if options["transport"] == "stdio":
            transport = StdioTransport(command=options["command"], args=options["args"], keep_alive=False)
        elif options["transport"] == "sse":
            transport = SSETransport(self.url + "/sse")
        else:
            transport = StreamableHttpTransport(self.url + "/mcp")
        self.client = Client(transport, mode=options["mode"], elicitation_handler=self.on_elicit, sampling_handler=self.on_sample)
        await self.client.__aenter__()
        return self

    async def __aexit__(self, *error):
        await self.client.__aexit__(*error)

    async def on_elicit(self, message, response_type, params, context):
        self.asked.append(message)
        return steps.ANSWER

    async def on_sample(self, messages, params, context):
        self.asked.append(messages[0].content.text)
        return "Seoul"

    async def revision(self):
        return self.client.session.protocol_version

    async def tools(self):
        return [tool.name for tool in await self.client.list_tools()]

    async def resources(self):
        return [str(resource.uri) for resource in await self.client.list_resources()]

    async def prompts(self):
        return [prompt.name for prompt in await self.client.list_prompts()]

    async def read(self, uri):
        return (await self.client.read_resource(uri))[0].text

    async def call(self, name, arguments, on_progress=None):
        result = await self.client.call_tool(name, arguments, progress_handler=on_progress, raise_on_error=False)
        return "".join(part.text for part in result.content), bool(result.is_error)


steps.main(Face)
