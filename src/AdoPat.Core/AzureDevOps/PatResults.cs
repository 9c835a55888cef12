using AdoPat.AzureDevOps.Wire;
using AdoPat.Http;
using AdoPat.Models;

namespace AdoPat.AzureDevOps;

/// <summary>
/// Reads answers about one token. A refusal comes by status, by a field of a successful answer, or both: the body is
/// read first, whatever the status.
/// </summary>
internal static class PatResults
{
    /// <summary>The token of the answer.</summary>
    /// <exception cref="AdoPatException">The answer is a refusal or a failure.</exception>
    public static PatTokenWire Read(ServiceAnswer answer, string action)
    {
        PatTokenResultWire? result = ReadResult(answer, action);
        return result?.PatToken ?? throw AnswerErrors.Unexpected(answer, action, "the answer holds no token");
    }

    /// <summary>The token of the answer to a creation, with its secret.</summary>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.PatOutcomeUnknown"/> where the service may have made a token although the answer has none.
    /// </exception>
    public static PatTokenWire ReadIssued(ServiceAnswer answer, string action)
    {
        PatTokenWire? token = IsLost(answer) ? null : ReadResult(answer, action)?.PatToken;
        return token is { Token.Length: > 0 }
            ? token
            : throw new AdoPatException(
                ErrorIds.PatOutcomeUnknown,
                AnswerErrors.Compose(action, $"the answer does not hold the new token (status {(int)answer.Status}).", "", answer.ActivityId))
            {
                StatusCode = answer.Status,
                ActivityId = answer.ActivityId,
            };
    }

    /// <summary>Accepts the answers that mean "revoked": 204, or 200 with or without a body.</summary>
    /// <exception cref="AdoPatException">The answer is a refusal or a failure.</exception>
    public static void ReadRevoked(ServiceAnswer answer, string action)
    {
        if (!answer.Body.IsEmpty || !answer.IsSuccess)
        {
            ReadResult(answer, action);
        }
    }

    public static bool IsUnknownVersion(ServiceAnswer answer) =>
        (int)answer.Status == 400
        && answer.TryRead(AzureDevOpsJson.Default.ServiceErrorWire)?.TypeKey is "VssVersionOutOfRangeException" or "VssInvalidPreviewVersionException";

    // A failure of the service, or of something before it, after it may have acted.
    private static bool IsLost(ServiceAnswer answer) =>
        ((int)answer.Status >= 500 && !HasRefusal(answer) && answer.TryRead(AzureDevOpsJson.Default.ServiceErrorWire)?.Message?.Contains("TF24668") != true)
        || (answer.IsSuccess && answer.TryRead(AzureDevOpsJson.Default.PatTokenResultWire) is null);

    private static bool HasRefusal(ServiceAnswer answer) =>
        PatErrors.IsRefusal(answer.TryRead(AzureDevOpsJson.Default.PatTokenResultWire)?.PatTokenError);

    private static PatTokenResultWire? ReadResult(ServiceAnswer answer, string action)
    {
        PatTokenResultWire? result = answer.IsHtml ? null : answer.TryRead(AzureDevOpsJson.Default.PatTokenResultWire);
        if (PatErrors.IsRefusal(result?.PatTokenError))
        {
            throw Refused(answer, action, result!.PatTokenError!, result.PatTokenErrorMessage);
        }

        return answer.IsSuccess ? result : throw AnswerErrors.From(answer, action);
    }

    private static AdoPatException Refused(ServiceAnswer answer, string action, string error, string? text)
    {
        (string errorId, string advice) = PatErrors.Explain(error);
        string reason = $"the service refused it ({error}). {advice}";
        return new AdoPatException(errorId, AnswerErrors.Compose(action, reason, text ?? "", answer.ActivityId))
        {
            ServiceCode = error,
            StatusCode = answer.Status,
            ActivityId = answer.ActivityId,
        };
    }
}
