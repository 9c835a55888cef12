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
        ErrorIds.InvalidArgument or ErrorIds.PatInvalidScope or ErrorIds.PatInvalidLifetime or ErrorIds.PatInvalidName
            or ErrorIds.ApigeeInvalidLimit => ErrorCategory.InvalidArgument,
        ErrorIds.PatNotFound or ErrorIds.AdoOrganizationNotFound or ErrorIds.AdoUserNotFound or ErrorIds.ApigeeOrganizationNotFound
            or ErrorIds.ApigeeTokenNotFound or ErrorIds.ApigeeAppNotFound or ErrorIds.ApigeeDeveloperNotFound or ErrorIds.ApigeeRoleNotFound => ErrorCategory.ObjectNotFound,
        ErrorIds.PatAmbiguousName or ErrorIds.AdoUserAmbiguous or ErrorIds.PatRefused or ErrorIds.PatNotRevoked
            or ErrorIds.ApigeeTokenAccessDisabled or ErrorIds.ApigeeRefused or ErrorIds.ApigeeNotRevoked or ErrorIds.ApigeeNotSupported => ErrorCategory.InvalidOperation,
        ErrorIds.PatPolicyViolation or ErrorIds.AdoUnauthorized or ErrorIds.AdoForbidden
            or ErrorIds.AdoAdministratorRequired or ErrorIds.ApigeeUnauthorized or ErrorIds.ApigeeForbidden or ErrorIds.ApigeePropertyIgnored => ErrorCategory.PermissionDenied,
        ErrorIds.AdoThrottled or ErrorIds.ApigeeThrottled => ErrorCategory.LimitsExceeded,
        ErrorIds.AdoServerError or ErrorIds.AdoUnreachable or ErrorIds.PatOutcomeUnknown
            or ErrorIds.ApigeeServerError or ErrorIds.ApigeeUnreachable or ErrorIds.ApigeeOutcomeUnknown => ErrorCategory.ConnectionError,
        ErrorIds.RotationIncomplete => ErrorCategory.OperationStopped,
        ErrorIds.DestinationFailed or ErrorIds.ReportNotWritten or ErrorIds.ApigeeFileNotChanged => ErrorCategory.WriteError,
        ErrorIds.AdoUnexpectedResponse or ErrorIds.PatRuleBroken or ErrorIds.ApigeeUnexpectedResponse => ErrorCategory.InvalidResult,
        _ => ErrorCategory.NotSpecified,
    };
}
