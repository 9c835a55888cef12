using System.Text.Json.Nodes;
using System.Threading.Tasks;
using System.Xml.Linq;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AdoPat.Emulator.Apigee;

/// <summary>An error of the management API.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The code, with or without its area.</param>
/// <param name="Message">What happened.</param>
internal sealed record EdgeError(int Status, string Code, string Message) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        bool isList = httpContext.RequestServices.GetRequiredService<EmulatorState>().Behaviour.Apigee.ErrorMessagesAreLists;
        JsonObject json = new()
        {
            ["code"] = Code,
            ["message"] = isList ? new JsonArray(Message) : Message,
            ["contexts"] = new JsonArray(),
        };
        XElement xml = new("Error", new XElement("Code", Code), new XElement("Message", Message), new XElement("Contexts"));
        return new EdgeAnswer(json, "Error") { Status = Status, Xml = xml }.ExecuteAsync(httpContext);
    }
}
