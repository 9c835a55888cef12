using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>What users are told about a rotation that did not come to its end: which token, what stands where, what to run.</summary>
internal static class RotationTexts
{
    public static string Subject(RotationRecord record) =>
        record.OldId is { } old ? $"The rotation of '{record.Name}' ({old}) of {record.Organization}" : $"The creation of '{record.Name}' in {record.Organization}";

    public static AdoPatException Incomplete(RotationRecord record, AdoPatException why) => new(
        ErrorIds.RotationIncomplete,
        $"{Subject(record)} is not finished: {Sentence(why.Message)} {Standing(record)} Run Resume-AdoPatRotation to go on (rotation {record.RotationId}); Remove-AdoPatRotation gives it up.",
        why)
    {
        ServiceCode = why.ServiceCode,
        StatusCode = why.StatusCode,
        ActivityId = why.ActivityId,
        IsOutcomeUnknown = why.IsOutcomeUnknown,
    };

    public static AdoPatException GivenUp(RotationRecord record, AdoPatException why) => why.WithMessage(
        $"{Subject(record)} was given up: {Sentence(why.Message)} {Left(record)}");

    private static string Left(RotationRecord record) =>
        record.OldId is null ? "No token was left behind."
        : record.IsShortened ? "The old token was not revoked, but was made to end when that was due, if the service allowed it; no new one was left behind."
        : "The old token was not revoked, and no new one was left behind.";

    private static string Standing(RotationRecord record) => record.State switch
    {
        RotationState.Planned when record.SupersededIds.Count > 0 =>
            $"The old token was not revoked; of {string.Join(", ", record.SupersededIds)} a destination may hold the secret, so they were not either.",
        RotationState.Planned => "Nothing was done yet.",
        RotationState.Creating => "The old token was not touched; a new one may be there, whose secret nobody has.",
        RotationState.Created when record.Destinations.Count == 0 => $"The old token was not touched; the new one, {record.NewId}, is there, and nobody has its secret.",
        RotationState.Created => $"The old token was not touched; the new one, {record.NewId}, may be in {record.Destinations[0].ToDestination()} or nowhere.",
        RotationState.Delivering => "Neither token was touched.",
        RotationState.Stored => $"The new token {record.NewId} is in {Written(record)}, but not everywhere: the old one was not revoked.",
        RotationState.Propagated => $"The new token {record.NewId} is in every destination; the old one was not revoked.",
        RotationState.RevokeDue => $"The new token {record.NewId} works and is where it belongs; the old one is still to be revoked.",
        _ => "",
    };

    private static string Written(RotationRecord record) =>
        string.Join(", ", record.Destinations.FindAll(destination => destination.IsWritten).ConvertAll(destination => destination.ToDestination().ToString()));

    private static string Sentence(string message) => message.TrimEnd().EndsWith(".", System.StringComparison.Ordinal) ? message.TrimEnd() : message.TrimEnd() + ".";
}
