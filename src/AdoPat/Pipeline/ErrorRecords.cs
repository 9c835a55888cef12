using System.Management.Automation;
using AdoPat.Models;

namespace AdoPat.Pipeline;

/// <summary>The one place where exceptions become error records.</summary>
internal static class ErrorRecords
{
    /// <summary>Makes the record: the id is stable, the target is the item that failed.</summary>
    public static ErrorRecord From(AdoPatException exception, object? target) =>
        new(exception, exception.ErrorId, CategoryOf(exception.ErrorId), target);

    private static ErrorCategory CategoryOf(string errorId) => errorId switch
    {
        ErrorIds.NotConnected => ErrorCategory.ConnectionError,
        ErrorIds.SignInFailed or ErrorIds.InteractionRequired => ErrorCategory.AuthenticationError,
        ErrorIds.SignInCancelled => ErrorCategory.OperationStopped,
        ErrorIds.SignInTimedOut => ErrorCategory.OperationTimeout,
        ErrorIds.InvalidArgument or ErrorIds.PatInvalidScope or ErrorIds.PatInvalidLifetime or ErrorIds.PatInvalidName => ErrorCategory.InvalidArgument,
        ErrorIds.PatNotFound or ErrorIds.AdoOrganizationNotFound or ErrorIds.AdoUserNotFound => ErrorCategory.ObjectNotFound,
        ErrorIds.PatAmbiguousName or ErrorIds.AdoUserAmbiguous or ErrorIds.PatRefused or ErrorIds.PatNotRevoked => ErrorCategory.InvalidOperation,
        ErrorIds.PatPolicyViolation or ErrorIds.AdoUnauthorized or ErrorIds.AdoForbidden
            or ErrorIds.AdoAdministratorRequired => ErrorCategory.PermissionDenied,
        ErrorIds.AdoThrottled => ErrorCategory.LimitsExceeded,
        ErrorIds.AdoServerError or ErrorIds.AdoUnreachable or ErrorIds.PatOutcomeUnknown => ErrorCategory.ConnectionError,
        ErrorIds.RotationIncomplete => ErrorCategory.OperationStopped,
        ErrorIds.DestinationFailed or ErrorIds.ReportNotWritten => ErrorCategory.WriteError,
        ErrorIds.AdoUnexpectedResponse or ErrorIds.PatRuleBroken => ErrorCategory.InvalidResult,
        _ => ErrorCategory.NotSpecified,
    };
}
