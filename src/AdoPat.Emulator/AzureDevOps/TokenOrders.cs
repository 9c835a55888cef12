using System.Collections.Generic;
using System.Linq;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>Sorts tokens once for all pages of a list, and again when there are others, or their names or dates change.</summary>
internal sealed class TokenOrders(EmulatorState state)
{
    private readonly Dictionary<(string Owner, string Organization, string Sort), TokenOrder> _orders = [];
    private int _version;

    /// <summary>The tokens of a list.</summary>
    /// <param name="owner">Whose tokens.</param>
    /// <param name="organization">In which organization.</param>
    /// <param name="sort">What the list is sorted by.</param>
    /// <returns>The tokens of every status, in order.</returns>
    public TokenOrder Of(User owner, Organization organization, string sort)
    {
        if (sort == ListKey.ByStatus)
        {
            // It changes with the time.
            return Sorted(owner, organization, sort);
        }

        if (_version != state.Tokens.Version)
        {
            _orders.Clear();
            _version = state.Tokens.Version;
        }

        (string, string, string) key = (owner.Upn, organization.Name, sort);
        if (!_orders.TryGetValue(key, out TokenOrder? order))
        {
            _orders.Add(key, order = Sorted(owner, organization, sort));
        }

        return order;
    }

    private TokenOrder Sorted(User owner, Organization organization, string sort) =>
        new(state.Tokens.OwnedBy(owner.Upn).Where(token => token.IsFor(organization)), sort, state.Clock.UtcNow);
}
