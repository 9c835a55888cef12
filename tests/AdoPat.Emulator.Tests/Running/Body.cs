using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;

namespace AdoPat.Emulator.Tests.Running;

/// <summary>Bodies of requests.</summary>
internal static class Body
{
    public static HttpContent Json(string json) => new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    public static HttpContent Form(params (string Name, string Value)[] fields)
    {
        List<KeyValuePair<string, string>> pairs = [];
        foreach ((string name, string value) in fields)
        {
            pairs.Add(new(name, value));
        }

        return new FormUrlEncodedContent(pairs);
    }
}
