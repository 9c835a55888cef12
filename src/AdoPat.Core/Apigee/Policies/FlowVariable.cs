using System.Linq;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.Apigee.Policies;

/// <summary>Names of variables that an API proxy of Apigee Edge has while it answers a request.</summary>
internal static class FlowVariable
{
    /// <summary>Refuses what is no name of a variable.</summary>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: it is none.</exception>
    public static void Check(string name, string parameterName)
    {
        if (name.Length == 0 || !name.All(IsNameCharacter))
        {
            throw new AdoPatException(
                ErrorIds.InvalidArgument,
                $"-{parameterName} '{Redaction.Redact(name, maxLength: 80)}' was refused: it is not the name of a flow variable. Give it without braces, such as request.header.appuserID.");
        }
    }

    public static bool IsNameCharacter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' or '-';
}
