using System.Collections.Generic;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Apigee;

/// <summary>The flow variables of a request to a proxy.</summary>
/// <param name="Request">The request.</param>
/// <param name="Form">Its form.</param>
/// <param name="Others">Variables that the proxy has set.</param>
internal sealed record FlowVariables(HttpRequest Request, IFormCollection Form, IReadOnlyDictionary<string, string> Others)
{
    /// <summary>The value of a variable.</summary>
    /// <param name="name">Its name, such as <c>request.header.appuserID</c>; null for none.</param>
    /// <returns>The value; empty when there is none.</returns>
    public string this[string? name] => name?.Split('.', 3) switch
    {
        ["request", "header", var header] => Request.Headers[header].ToString(),
        ["request", "queryparam", var parameter] => Request.Query[parameter].ToString(),
        ["request", "formparam", var field] => Form[field].ToString(),
        null => "",
        _ => Others.GetValueOrDefault(name, ""),
    };

    /// <summary>A parameter in the form or the query.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The value; empty when there is none.</returns>
    public string Parameter(string name) => Form[name].ToString() is { Length: > 0 } text ? text : Request.Query[name].ToString();
}
