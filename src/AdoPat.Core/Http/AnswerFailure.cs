using System.Text;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.Http;

/// <summary>Makes the exception a user gets of an answer that is no success.</summary>
internal static class AnswerFailure
{
    // Some servers answer with a whole stack trace.
    private const int MaxServiceText = 2000;

    /// <summary>Puts an error together: what was tried, why it failed, the service's words, the activity id.</summary>
    public static AdoPatException Make(ServiceAnswer answer, string errorId, string reason, string? serviceText = null, string? serviceCode = null)
    {
        StringBuilder message = new();
        message.Append(answer.Context.Action).Append(" failed: ").Append(reason);
        if (!string.IsNullOrWhiteSpace(serviceText))
        {
            message.Append(" The service said: ").Append(Redaction.Redact(answer.Context.Hide(serviceText!.Trim()), MaxServiceText));
        }

        if (answer.ActivityId is not null)
        {
            message.Append(" (activity id ").Append(answer.ActivityId).Append(')');
        }

        // Names of errors come from outside as well as texts do.
        return new AdoPatException(errorId, Redaction.Redact(answer.Context.Hide(message.ToString())))
        {
            ServiceCode = serviceCode is null ? null : Redaction.Redact(answer.Context.Hide(serviceCode)),
            StatusCode = answer.Status,
            ActivityId = answer.ActivityId,
            IsOutcomeUnknown = answer.Context.MayHaveHappened || errorId == answer.Context.Service.OutcomeUnknownId,
        };
    }
}
