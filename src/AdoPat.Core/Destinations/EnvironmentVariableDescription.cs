using AdoPat.Models;

namespace AdoPat.Destinations;

/// <summary>
/// A variable that the caller has named in this process. One that comes out of the journal is none of these: a variable of
/// the process may have been that of another process.
/// </summary>
internal sealed class EnvironmentVariableDescription : AdoPatDestination
{
    public override AdoPatDestination Resolve(string organization, string name) => new EnvironmentVariableDescription
    {
        Kind = Kind,
        Settings = base.Resolve(organization, name).Settings,
    };
}
