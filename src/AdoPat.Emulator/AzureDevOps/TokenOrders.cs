using System.Collections.Generic;
using System.Linq;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>Sorts tokens once for all pages of a list, and again when there are others, or their names or dates change.</summary>
internal sealed class TokenOrders(EmulatorState state)
{
    private readonly Dictionary<(string Owner, string Organization, string Sort, bool IsPublic), TokenOrder> _orders = [];
    private int _version;

    /// <summary>The tokens of a list.</summary>
    /// <param name="owner">Whose tokens.</param>
    /// <param name="organization">In which organization.</param>
    /// <param name="sort">What the list is sorted by.</param>
    /// <param name="isPublic">SSH keys, and not personal access tokens.</param>
    /// <returns>The tokens of every status, in order.</returns>
    public TokenOrder Of(User owner, Organization organization, string sort, bool isPublic = false)
    {
        if (sort == ListKey.ByStatus)
        {
            // It changes with the time.
            return Sorted(owner, organization, sort, isPublic);
        }

        if (_version != state.Tokens.Version)
        {
            _orders.Clear();
            _version = state.Tokens.Version;
        }

        (string, string, string, bool) key = (owner.Upn, organization.Name, sort, isPublic);
        if (!_orders.TryGetValue(key, out TokenOrder? order))
        {
            _orders.Add(key, order = Sorted(owner, organization, sort, isPublic));
        }

        return order;
    }

    private TokenOrder Sorted(User owner, Organization organization, string sort, bool isPublic) =>
        new(state.Tokens.OwnedBy(owner.Upn).Where(token => token.IsPublic == isPublic && token.IsFor(organization)), sort, state.Clock.UtcNow);
}
