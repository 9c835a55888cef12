using System.Collections.Generic;
using System.Linq;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Apigee;

/// <summary>Finds the tokens of an end user, of an app, or of both.</summary>
internal sealed class TokenFinder(EmulatorState state)
{
    private ApigeeBehaviour Behaviour => state.Behaviour.Apigee;

    /// <summary>What speaks against a search.</summary>
    /// <param name="call">The request, with <c>enduser</c> and <c>app</c>.</param>
    /// <param name="feature">The feature that has to be switched on.</param>
    /// <returns>The error; null when nothing does.</returns>
    public EdgeError? Refusal(EdgeCall call, string feature)
    {
        ApigeeOrganization organization = call.Organization;
        (string? endUser, string? app) = (call.Query("enduser"), call.Query("app"));
        return !organization.Has(feature) ? EdgeErrors.NotEnabled(Behaviour, organization.Name)
            : endUser is null && app is null ? EdgeErrors.ParametersMissing(Behaviour)
            : app is not null && organization.AppOf(app) is null ? EdgeErrors.AppUnknown
            : endUser is not null && Behaviour.UnknownEndUserIsRefused && !Kept(organization).Any(token => IsOf(token, endUser)) ? EdgeErrors.ParametersMissing(Behaviour)
            : null;
    }

    /// <summary>Finds tokens.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="endUser">The end user; null for any.</param>
    /// <param name="app">The id of the app; null for any.</param>
    /// <returns>The tokens, oldest addition first.</returns>
    public IReadOnlyList<ApigeeToken> Find(ApigeeOrganization organization, string? endUser, string? app)
    {
        bool united = Behaviour.FiltersAreUnited && endUser is not null && app is not null;
        return [.. Kept(organization).Where(token => united
            ? IsOf(token, endUser!) || token.App == app
            : (endUser is null || IsOf(token, endUser)) && (app is null || token.App == app))];
    }

    /// <summary>Finds one token.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The token; null when there is none, or it has been purged.</returns>
    public ApigeeToken? One(ApigeeOrganization organization, string value) =>
        state.ApigeeTokens.ByValue(value) is { } token && Names.Same(token.Organization, organization.Name) && !IsPurged(token) ? token : null;

    private IEnumerable<ApigeeToken> Kept(ApigeeOrganization organization) => state.ApigeeTokens.Of(organization.Name).Where(token => !IsPurged(token));

    private bool IsPurged(ApigeeToken token) => token.IsPurgedAt(state.Clock.UtcNow, Behaviour.PurgeSeconds);

    private bool IsOf(ApigeeToken token, string endUser) => token.EndUser == endUser && (!token.HiddenFromEndUser || Behaviour.EarlierTokensAreFound);
}
