using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.AzureDevOps;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AdoPat.Core.Tests.AzureDevOps;

public class ScopeLawTests
{
    private static readonly string[] Names =
    [
        .. ScopeCatalog.All.Select(scope => scope.Name), "vso.unknown", "VSO.CODE_WRITE", "vso.pats", "Another",
    ];

    private static readonly Arbitrary<string> Name = Gen.Elements(Names).ToArbitrary();

    private static readonly Arbitrary<string[]> Set = Gen.Elements(Names).ArrayOf().ToArbitrary();

    [Fact]
    public void What_expanding_adds_is_exactly_what_is_covered_but_for_full_access() =>
        Holds(Set, Name, (set, name) =>
            set.Contains(ScopeCatalog.FullAccess)
            || ScopeCatalog.Covers(set, name) == ScopeCatalog.Expand(set).Contains(name, StringComparer.OrdinalIgnoreCase));

    [Fact]
    public void Expanding_twice_adds_nothing_more() =>
        Holds(Set, set => ScopeCatalog.Expand(ScopeCatalog.Expand(set)).SequenceEqual(ScopeCatalog.Expand(set)));

    [Fact]
    public void Minimizing_keeps_what_is_covered() =>
        Holds(Set, Name, (set, name) => ScopeCatalog.Covers(ScopeCatalog.Minimize(set), name) == ScopeCatalog.Covers(set, name));

    [Fact]
    public void Nothing_can_be_left_out_of_a_minimal_set() =>
        Holds(Set, set =>
        {
            IReadOnlyList<string> minimal = ScopeCatalog.Minimize(set);
            return minimal.All(name => !ScopeCatalog.Covers(minimal.Where(other => other != name), name));
        });

    [Fact]
    public void A_set_is_equivalent_to_its_expanded_and_its_minimal_form() =>
        Holds(Set, set => ScopeCatalog.AreEquivalent(set, ScopeCatalog.Expand(set)) && ScopeCatalog.AreEquivalent(ScopeCatalog.Minimize(set), set));

    [Fact]
    public void Two_sets_are_equivalent_exactly_when_they_cover_the_same() =>
        Holds(Set, Set, (first, second) =>
            ScopeCatalog.AreEquivalent(first, second)
            == Names.All(name => ScopeCatalog.Covers(first, name) == ScopeCatalog.Covers(second, name)));

    [Fact]
    public void Order_and_repetition_do_not_matter() =>
        Holds(Set, set => ScopeCatalog.AreEquivalent(set, [.. set.Reverse(), .. set]));

    [Fact]
    public void Every_suggestion_is_a_known_scope() =>
        Holds(ArbMap.Default.ArbFor<string?>(), text => ScopeCatalog.Suggest("vso." + text).All(name => ScopeCatalog.Find(name) is not null));

    private static void Holds<T>(Arbitrary<T> values, Func<T, bool> law) =>
        Prop.ForAll(values, law).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static void Holds<T1, T2>(Arbitrary<T1> first, Arbitrary<T2> second, Func<T1, T2, bool> law) =>
        Prop.ForAll(first, second, law).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
