using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Apigee;

/// <summary><c>userroles/{role}/permissions</c>: what a role may do. Permissions are added, and taken away in three ways.</summary>
internal sealed class EdgePermissionEndpoints(EmulatorState state, EdgeGate gate) : IEndpoints
{
    private const string Path = "/userroles/{role}/permissions";

    public void Map(IEndpointRouteBuilder routes)
    {
        gate.Map(routes, "GET", Path, call => EdgeRoleEndpoints.InRole(call, role => Show(call, role)));
        gate.Map(routes, "POST", Path, call => EdgeRoleEndpoints.InRole(call, role => AddOne(call, role)));
        gate.Map(routes, "POST", "/userroles/{role}/resourcepermissions", call => EdgeRoleEndpoints.InRole(call, role => AddMany(call, role)));
        gate.Map(routes, "DELETE", Path, call => EdgeRoleEndpoints.InRole(call, role => RemoveResource(call, role)));
        gate.Map(routes, "GET", Path + "/{permission}", call => EdgeRoleEndpoints.InRole(call, role => Verify(call, role)));
        gate.Map(routes, "DELETE", Path + "/{permission}", call => EdgeRoleEndpoints.InRole(call, role => RemoveVerb(call, role)));
    }

    private static IResult Show(EdgeCall call, ApigeeRole role)
    {
        string organization = call.Organization.Name;
        if (call.Query("path") is not { } path)
        {
            return List(role.Permissions, organization);
        }

        // A single resource is not wrapped in a list.
        return Find(role, path) is { } permission
            ? new EdgeAnswer(ResourcePermissions.ToJson(permission, organization), "ResourcePermission") { Xml = ResourcePermissions.ToXml(permission) }
            : EdgeErrors.PermissionUnknown(path);
    }

    private static IResult AddOne(EdgeCall call, ApigeeRole role)
    {
        if (EdgeBody.Read(call, ResourcePermissions.OfJson, ResourcePermissions.OfXml, out ApigeePermission wanted) is { } wrong)
        {
            return wrong;
        }

        Add(role, wanted);
        return new EdgeAnswer(ResourcePermissions.ToJson(wanted), "ResourcePermission") { Status = StatusCodes.Status201Created, Xml = ResourcePermissions.ToXml(wanted) };
    }

    private static IResult AddMany(EdgeCall call, ApigeeRole role)
    {
        if (EdgeBody.Read(call, ResourcePermissions.ListOfJson, ResourcePermissions.ListOfXml, out List<ApigeePermission> wanted) is { } wrong)
        {
            return wrong;
        }

        wanted.ForEach(permission => Add(role, permission));
        return List(wanted, null);
    }

    private IResult RemoveResource(EdgeCall call, ApigeeRole role)
    {
        if (call.Query("path") is { } path && call.Asks("delete"))
        {
            return !Works(ApigeePermissionRemoval.Query) ? NotThisWay() : Remove(role, path, []);
        }

        return !Works(ApigeePermissionRemoval.Body) ? NotThisWay()
            : EdgeBody.Read(call, ResourcePermissions.OfJson, ResourcePermissions.OfXml, out ApigeePermission wanted) ?? Remove(role, wanted.Path, wanted.Permissions);
    }

    private IResult RemoveVerb(EdgeCall call, ApigeeRole role) => !Works(ApigeePermissionRemoval.Verb) ? NotThisWay()
        : call.Query("path") is not { } path ? EdgeErrors.Malformed("The path is missing")
        : Find(role, path)?.Permissions.Contains(call["permission"]) == true ? Remove(role, path, [call["permission"]])
        : EdgeErrors.PermissionUnknown(path);

    private EdgeAnswer Verify(EdgeCall call, ApigeeRole role)
    {
        bool there = Find(role, call.Query("path") ?? "")?.Permissions.Contains(call["permission"]) == true;
        JsonNode value = state.Behaviour.Apigee.PermissionValueIsText ? there ? "true" : "false" : there;
        return new EdgeAnswer(new JsonObject { ["value"] = value }, "Value");
    }

    private bool Works(ApigeePermissionRemoval way) => state.Behaviour.Apigee.PermissionRemovals.Contains(way);

    private static EdgeError NotThisWay() => EdgeErrors.Malformed("Permissions are not taken away like this");

    private static ApigeePermission? Find(ApigeeRole role, string path) => role.Permissions.Find(permission => permission.Path == path);

    private static void Add(ApigeeRole role, ApigeePermission wanted)
    {
        if (Find(role, wanted.Path) is not { } permission)
        {
            role.Permissions.Add(permission = new ApigeePermission { Path = wanted.Path });
        }

        permission.Permissions = [.. permission.Permissions.Union(wanted.Permissions, StringComparer.Ordinal)];
    }

    // No verbs means all of them.
    private static IResult Remove(ApigeeRole role, string path, List<string> verbs)
    {
        if (Find(role, path) is not { } permission)
        {
            return EdgeErrors.PermissionUnknown(path);
        }

        ApigeePermission removed = new() { Path = path, Permissions = [.. permission.Permissions.Where(verb => verbs.Count == 0 || verbs.Contains(verb))] };
        permission.Permissions = [.. permission.Permissions.Except(removed.Permissions)];
        role.Permissions.RemoveAll(item => item.Permissions.Count == 0);
        return new EdgeAnswer(ResourcePermissions.ToJson(removed), "ResourcePermission") { Xml = ResourcePermissions.ToXml(removed) };
    }

    private static EdgeAnswer List(IEnumerable<ApigeePermission> permissions, string? organization) => new(
        new JsonObject { ["resourcePermission"] = new JsonArray([.. permissions.Select(permission => ResourcePermissions.ToJson(permission, organization))]) },
        "ResourcePermissions")
    {
        Xml = new XElement("ResourcePermissions", permissions.Select(ResourcePermissions.ToXml)),
    };
}
