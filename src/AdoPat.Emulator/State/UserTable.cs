using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace AdoPat.Emulator.State;

/// <summary>All users, found by name, id and descriptor without a search.</summary>
internal sealed class UserTable : IReadOnlyCollection<User>
{
    private readonly Dictionary<string, User> _byName = new(Names.Comparer);
    private readonly Dictionary<Guid, User> _byId = [];
    private readonly Dictionary<string, User> _byDescriptor = new(StringComparer.Ordinal);

    public int Count => _byName.Count;

    /// <summary>Adds a user, or replaces the one with that name.</summary>
    /// <param name="user">With an id.</param>
    /// <exception cref="SeedException">Another user has the same id.</exception>
    public void Put(User user)
    {
        if (_byName.Remove(user.Upn, out User? replaced))
        {
            _byId.Remove(replaced.Id);
            _byDescriptor.Remove(replaced.SubjectDescriptor);
        }

        if (!_byId.TryAdd(user.Id, user))
        {
            throw new SeedException($"The users {user.Upn} and {_byId[user.Id].Upn} have the same id.");
        }

        _byName.Add(user.Upn, user);
        _byDescriptor.Add(user.SubjectDescriptor, user);
    }

    /// <summary>Finds a user by name.</summary>
    /// <param name="upn">The UPN.</param>
    /// <returns>The user, or null.</returns>
    public User? ByName(string? upn) => upn is null ? null : _byName.GetValueOrDefault(upn);

    /// <summary>Finds a user by the identity id.</summary>
    /// <param name="id">The id.</param>
    /// <returns>The user, or null.</returns>
    public User? ById(Guid id) => _byId.GetValueOrDefault(id);

    /// <summary>Finds a user by the handle of administrators' and Graph calls.</summary>
    /// <param name="descriptor">The descriptor, in its case.</param>
    /// <returns>The user, or null.</returns>
    public User? ByDescriptor(string descriptor) => _byDescriptor.GetValueOrDefault(descriptor);

    /// <summary>Those who may work in an organization, administrators first.</summary>
    /// <param name="organization">The organization.</param>
    /// <returns>The users, each once.</returns>
    public IEnumerable<User> MembersOf(Organization organization) => organization.Administrators
        .Concat(organization.Members)
        .Distinct(Names.Comparer)
        .Select(upn => ByName(upn)!);

    /// <summary>Forgets all users.</summary>
    public void Clear()
    {
        _byName.Clear();
        _byId.Clear();
        _byDescriptor.Clear();
    }

    public IEnumerator<User> GetEnumerator() => _byName.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
