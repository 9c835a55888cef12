using System;
using System.Net;

namespace AdoPat.Models;

/// <summary>
/// The one exception of AdoPat. Its message says what happened, to which token or organization, and what to
/// do next; it never contains a secret.
/// </summary>
public sealed class AdoPatException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="errorId">One of <see cref="ErrorIds"/>.</param>
    /// <param name="message">What happened, to what, and what to do next.</param>
    /// <param name="innerException">The cause, when there is one. Its text may reach a user's log.</param>
    public AdoPatException(string errorId, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        ErrorId = errorId;
    }

    /// <summary>The stable id of the error, one of <see cref="ErrorIds"/>.</summary>
    public string ErrorId { get; }

    /// <summary>
    /// The service's own name for it: a <c>patTokenError</c> such as <c>fullScopePatPolicyViolation</c>, a
    /// <c>typeKey</c> such as <c>InvalidAccessException</c>, an Entra code such as <c>AADSTS65001</c>, or a code of Apigee such as
    /// <c>oauth.v2.AppDoesNotExist</c>.
    /// </summary>
    public string? ServiceCode { get; init; }

    /// <summary>The HTTP status, when an answer came.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>
    /// What the service's support asks for: <c>X-VSS-E2EID</c> or <c>ActivityId</c> of Azure DevOps, the correlation id of Entra.
    /// </summary>
    public string? ActivityId { get; init; }

    /// <summary>
    /// True when the service may have made the change all the same: its answer was lost, or it failed in the middle.
    /// False when it certainly did not, and for everything that changes nothing.
    /// </summary>
    public bool IsOutcomeUnknown { get; init; }

    /// <summary>The same error with another text.</summary>
    /// <param name="message">The text.</param>
    /// <returns>A new exception; this one is its cause.</returns>
    public AdoPatException WithMessage(string message) => With(message, IsOutcomeUnknown);

    /// <summary>The same error of something that was sent before, and whose outcome is not known because of it.</summary>
    /// <returns>A new exception with <see cref="IsOutcomeUnknown"/>; this one is its cause.</returns>
    internal AdoPatException WithUnknownOutcome() => With(Message, isOutcomeUnknown: true);

    /// <summary>
    /// True when no further request of this session can succeed: not connected, or a new sign-in is needed.
    /// </summary>
    public bool EndsSession => ErrorId is ErrorIds.NotConnected or ErrorIds.SignInFailed or ErrorIds.SignInCancelled
        or ErrorIds.SignInTimedOut or ErrorIds.InteractionRequired;

    private AdoPatException With(string message, bool isOutcomeUnknown) => new(ErrorId, message, this)
    {
        ServiceCode = ServiceCode,
        StatusCode = StatusCode,
        ActivityId = ActivityId,
        IsOutcomeUnknown = isOutcomeUnknown,
    };
}
