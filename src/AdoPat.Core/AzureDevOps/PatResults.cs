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
    public static PatTokenWire Read(ServiceAnswer answer) =>
        ReadResult(answer)?.PatToken ?? throw AnswerErrors.Unexpected(answer, "the answer holds no token");

    /// <summary>The token of the answer to a creation, with its secret.</summary>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.PatOutcomeUnknown"/> where the service may have made a token although the answer has none.
    /// </exception>
    public static PatTokenWire ReadIssued(ServiceAnswer answer)
    {
        PatTokenWire? token = IsLost(answer) ? null : ReadResult(answer)?.PatToken;
        return token is { Token.Length: > 0 }
            ? token
            : throw AnswerFailure.Make(
                answer,
                ErrorIds.PatOutcomeUnknown,
                $"the answer does not hold the new token (status {(int)answer.Status}).",
                AnswerErrors.TextOf(answer));
    }

    /// <summary>Accepts the answers that mean "revoked": 204, or 200 with or without a body.</summary>
    /// <exception cref="AdoPatException">The answer is a refusal or a failure.</exception>
    public static void ReadRevoked(ServiceAnswer answer) => ReadResult(answer);

    /// <summary>Whether the service serves no such version of the API; it has done nothing then.</summary>
    public static bool IsUnknownVersion(ServiceAnswer answer) =>
        (int)answer.Status == 400
        && answer.TryRead(AzureDevOpsJson.Default.ServiceErrorWire)?.TypeKey is "VssVersionOutOfRangeException" or "VssInvalidPreviewVersionException";

    // A failure of the service, or of something before it, after it may have acted.
    private static bool IsLost(ServiceAnswer answer)
    {
        PatTokenResultWire? result = answer.TryRead(AzureDevOpsJson.Default.PatTokenResultWire);
        bool isFailure = RetryRule.LeavesOutcomeOpen(answer.Status)
            && !PatErrors.IsRefusal(result?.PatTokenError)
            && answer.TryRead(AzureDevOpsJson.Default.ServiceErrorWire)?.Message?.Contains("TF24668") != true;
        return isFailure || (answer.IsSuccess && result is null);
    }

    private static PatTokenResultWire? ReadResult(ServiceAnswer answer)
    {
        PatTokenResultWire? result = answer.TryRead(AzureDevOpsJson.Default.PatTokenResultWire);
        if (result?.PatTokenError is { } error && PatErrors.IsRefusal(error))
        {
            (string errorId, string advice) = PatErrors.Explain(error);
            throw AnswerFailure.Make(answer, errorId, $"the service refused it ({error}). {advice}", result.PatTokenErrorMessage, error);
        }

        return answer.IsSuccess ? result : throw AnswerErrors.From(answer);
    }
}
