using System.Collections.Generic;
using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace AdoPat.Emulator.Tests.Running;

/// <summary>An HTTP answer, read to its end.</summary>
public sealed class Answer
{
    private readonly HttpResponseMessage _response;

    private Answer(HttpResponseMessage response, byte[] bytes)
    {
        _response = response;
        Bytes = bytes;
    }

    public int Status => (int)_response.StatusCode;

    public byte[] Bytes { get; }

    public string Text => Encoding.UTF8.GetString(Bytes).TrimStart('\uFEFF');

    public string? MediaType => _response.Content.Headers.ContentType?.MediaType;

    public string? Location => _response.Headers.Location?.OriginalString;

    public JsonNode Json => JsonNode.Parse(Text)!;

    public static async Task<Answer> ReadAsync(HttpResponseMessage response) =>
        new(response, await response.Content.ReadAsByteArrayAsync());

    public string? Header(string name) => Headers(name) is [var first, ..] ? first : null;

    public IReadOnlyList<string> Headers(string name) =>
        _response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? [.. values] : [];

    /// <summary>Fails with the answer's text when its status is another one.</summary>
    public Answer MustBe(int status)
    {
        Assert.True(Status == status, $"Expected {status}, was {Status}: {Text}");
        return this;
    }

    /// <summary>Fails unless this is the standard error of Azure DevOps with a given type.</summary>
    public Answer MustFailWith(int status, string typeKey)
    {
        MustBe(status);
        Assert.Equal(typeKey, (string?)Json["typeKey"]);
        Assert.Equal("1", (string?)Json["$id"]);
        Assert.Contains(typeKey, (string?)Json["typeName"]);
        return this;
    }
}
