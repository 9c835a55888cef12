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
/// documented: nothing, the token at which the page began, or one that was listed. The number of all tells it from a list that broke off.
/// </summary>
internal sealed class TokenSearchPages
{
    private readonly HashSet<string> _listed = new(StringComparer.Ordinal);

    // It gets smaller as tokens go while the list is read.
    private long _total;

    /// <summary>The error to end with, after the last page: the list broke off there. Null when it is whole.</summary>
    public AdoPatException? BrokenOff { get; private set; }

    /// <summary>Takes a page in.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="start">The token at which it was to begin; null for the first page.</param>
    /// <returns>What is new in it, and where the next one begins.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.ApigeeUnexpectedResponse"/>: it is no page, or the place where it was to begin is gone.</exception>
    public Page<string> Read(ServiceAnswer answer, string? start)
    {
        JsonFields? page = JsonFields.TryRead(answer.Body);
        if (page?.Find("list") is not { ValueKind: JsonValueKind.Array } list || list.EnumerateArray().Any(item => JsonFields.TextOf(item) is null))
        {
            throw ApigeeErrors.Unexpected(answer, "the answer is no list of tokens");
        }

        JsonFields? meta = page.Find("meta") is { } value ? JsonFields.Of(value) : null;
        string[] tokens = [.. list.EnumerateArray().Select(item => JsonFields.TextOf(item)!).Where(_listed.Add)];
        _total = Math.Max(_total, meta?.Number("totalResults") ?? 0);
        string? next = meta?.Text("next");
        bool isWhole = _listed.Count >= _total;
        bool isEnd = tokens.Length == 0 || next is null || next == start || (isWhole && _listed.Contains(next));
        if (start is not null && tokens.Length == 0 && !isWhole)
        {
            throw PlaceIsGone(answer);
        }

        BrokenOff = isEnd && !isWhole ? BreaksOff(answer) : null;
        return new Page<string>(tokens, isEnd ? null : next);
    }

    /// <summary>The token at which a page was to begin was revoked or has ended, and the server does not know where it was.</summary>
    public static AdoPatException PlaceIsGone(ServiceAnswer answer) => AnswerFailure.Make(
        answer,
        ErrorIds.ApigeeUnexpectedResponse,
        "the token at which the next page begins is gone: it was revoked or has ended meanwhile. What was found until then is not all; search again.");

    private AdoPatException BreaksOff(ServiceAnswer answer) => AnswerFailure.Make(
        answer,
        ErrorIds.ApigeeUnexpectedResponse,
        $"the list ends after {_listed.Count} of {_total} tokens. Some may have gone meanwhile, or the server broke it off. What was found until then is not all; search again.");
}
