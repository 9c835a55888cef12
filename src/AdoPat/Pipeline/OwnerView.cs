using System.Management.Automation;
using AdoPat.Models;

namespace AdoPat.Pipeline;

/// <summary>Marks tokens of other users for the table that has a column for the owner. They stay what they are.</summary>
internal static class OwnerView
{
    private const string TypeName = "AdoPat.Models.PersonalAccessToken#Owner";

    /// <summary>What is written for a token.</summary>
    public static object Of(PersonalAccessToken token)
    {
        if (token.Owner is null)
        {
            return token;
        }

        PSObject marked = PSObject.AsPSObject(token);
        marked.TypeNames.Insert(0, TypeName);
        return marked;
    }
}
