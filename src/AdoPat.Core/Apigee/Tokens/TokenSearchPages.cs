using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using AdoPat.Apigee.Wire;
using AdoPat.Http;
using AdoPat.Models;

namespace AdoPat.Apigee.Tokens;

/// <summary>
/// Puts the pages of a search together: each token once. A page continues at a token, and what stands for "no more" is not
/// documented: nothing, the token at which the page began, or one that was listed.
/// </summary>
internal sealed class TokenSearchPages
{
    private readonly HashSet<string> _listed = new(StringComparer.Ordinal);

    /// <summary>Takes a page in.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="start">The token at which it was to begin; null for the first page.</param>
    /// <returns>What is new in it, and where the next one begins.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.ApigeeUnexpectedResponse"/>: it is no page, or the list cannot be read to its end.</exception>
    public Page<string> Read(ServiceAnswer answer, string? start)
    {
        JsonFields? page = JsonFields.TryRead(answer.Body);
        if (page?.Find("list") is not { ValueKind: JsonValueKind.Array } list || list.EnumerateArray().Any(item => JsonFields.TextOf(item) is null))
        {
            throw ApigeeErrors.Unexpected(answer, "the answer is no list of tokens");
        }

        JsonFields? meta = page.Find("meta") is { } value ? JsonFields.Of(value) : null;
        string[] tokens = [.. list.EnumerateArray().Select(item => JsonFields.TextOf(item)!).Where(_listed.Add)];
        if (start is not null && tokens.Length == 0 && _listed.Count < meta?.Number("totalResults"))
        {
            throw PlaceIsGone(answer);
        }

        string? next = meta?.Text("next");
        bool isEnd = tokens.Length == 0 || next is null || next == start || _listed.Contains(next);
        return new Page<string>(tokens, isEnd ? null : next);
    }

    /// <summary>The token at which a page was to begin was revoked or has ended, and the server does not know where it was.</summary>
    public static AdoPatException PlaceIsGone(ServiceAnswer answer) => AnswerFailure.Make(
        answer,
        ErrorIds.ApigeeUnexpectedResponse,
        "the token at which the next page begins is gone: it was revoked or has ended meanwhile. What was found until then is not all; search again.");
}
