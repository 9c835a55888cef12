using System;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Sessions;
using Microsoft.Identity.Client;

namespace AdoPat.Msal.Errors;

/// <summary>Says in AdoPat's words what MSAL and Entra ID could not do.</summary>
internal static class EntraErrors
{
    private const int ConsentDeclined = 65004;

    /// <summary>Translates a failure. The result names no MSAL type, and has no MSAL exception inside: those keep answers.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="call">Which call it was.</param>
    /// <returns>The exception for the caller.</returns>
    public static AdoPatException Translate(Exception exception, EntraCall call) => exception switch
    {
        AdoPatException done => done,
        MsalException refused => FromMsal(refused, call),
        HttpRequestException or IOException or TaskCanceledException => Unreachable(exception, call),
        _ => new AdoPatException(
            ErrorIds.SignInFailed, $"The sign-in{For(call)} failed: {EntraText.Tidy(exception.Message)}", exception),
    };

    private static AdoPatException FromMsal(MsalException exception, EntraCall call)
    {
        int? code = EntraText.CodeIn(exception.Message);
        string errorId = ErrorIdOf(exception, code, call);
        string where = code is null ? exception.ErrorCode : "AADSTS" + code.Value.ToString(CultureInfo.InvariantCulture);
        string correlation = exception.CorrelationId is { Length: > 0 } id ? ", correlation id " + id : "";
        return new AdoPatException(
            errorId, $"{WhatHappened(exception, errorId, call)} {NextStep(exception, code, errorId)} ({where}{correlation})")
        {
            ServiceCode = where,
            ActivityId = exception.CorrelationId is { Length: > 0 } ? exception.CorrelationId : null,
            StatusCode = exception is MsalServiceException { StatusCode: > 0 } service ? (HttpStatusCode)service.StatusCode : null,
        };
    }

    private static string ErrorIdOf(MsalException exception, int? code, EntraCall call) => exception.ErrorCode switch
    {
        _ when code == ConsentDeclined => ErrorIds.SignInCancelled,
        MsalError.AuthenticationCanceledError or "authorization_declined" => ErrorIds.SignInCancelled,
        MsalError.AccessDenied when code is null => ErrorIds.SignInCancelled,
        MsalError.CodeExpired or "expired_token" => ErrorIds.SignInTimedOut,
        _ when exception is MsalUiRequiredException && call.Method == SignInMethod.Cache => ErrorIds.InteractionRequired,
        _ => ErrorIds.SignInFailed,
    };

    private static string WhatHappened(MsalException exception, string errorId, EntraCall call) => errorId switch
    {
        ErrorIds.SignInCancelled => $"The sign-in{For(call)} was cancelled by the user.",
        ErrorIds.SignInTimedOut => $"Nobody used the device code{For(call)} in time.",
        ErrorIds.InteractionRequired => $"The sign-in{For(call)} is no longer good: {EntraText.Tidy(exception.Message)}",
        _ when EntraText.CodeIn(exception.Message) is not null =>
            $"Microsoft Entra ID refused the sign-in{For(call)}: {EntraText.Tidy(exception.Message)}",
        _ when IsBusy(exception) => $"Microsoft Entra ID at {call.Authority.Authority} is not answering requests now.",
        _ => $"The sign-in{For(call)} failed: {EntraText.Tidy(exception.Message)}",
    };

    private static string NextStep(MsalException exception, int? code, string errorId)
    {
        if (code is not null && EntraCodes.NextStep(code.Value) is { } step)
        {
            return step;
        }

        return exception.ErrorCode switch
        {
            _ when IsBusy(exception) => "Wait a minute, and try again.",
            MsalError.StateMismatchError or MsalError.AuthenticationFailed or MsalError.LoopbackResponseUriMismatch =>
                "Another program or page answered in place of Entra ID's. Run Connect-AdoPat again, or use -UseDeviceCode.",
            MsalError.UserMismatch => "Run Connect-AdoPat again with the account that is meant (-Account).",
            _ when errorId == ErrorIds.SignInFailed => "Run Connect-AdoPat again, or sign in another way (-UseDeviceCode).",
            _ => "Run Connect-AdoPat again.",
        };
    }

    private static bool IsBusy(MsalException exception) =>
        exception is MsalServiceException { StatusCode: 429 or >= 500 } or MsalThrottledServiceException
        || exception.ErrorCode is MsalError.ServiceNotAvailable or MsalError.RequestTimeout;

    private static AdoPatException Unreachable(Exception exception, EntraCall call)
    {
        Exception cause = exception;
        while (cause.InnerException is not null)
        {
            cause = cause.InnerException;
        }

        return new AdoPatException(
            ErrorIds.SignInFailed,
            $"Microsoft Entra ID at {call.Authority.Authority} could not be reached{For(call)}: {EntraText.Tidy(cause.Message)} {WhatToCheck(cause, call)}",
            exception);
    }

    private static string WhatToCheck(Exception cause, EntraCall call) => cause switch
    {
        AuthenticationException => "Its certificate is not trusted on this machine: check the clock, and a proxy that opens https connections.",

        // Only an emulator is on this machine.
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } when call.Authority.IsLoopback =>
            "Nothing listens there. Start the emulator (dotnet run --project src/AdoPat.Emulator), and give the address that it writes.",
        _ => "Check the network, the name resolution and the proxy (HTTPS_PROXY).",
    };

    private static string For(EntraCall call) => call.Account is { } account ? $" of {account}" : "";
}
