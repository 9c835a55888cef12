using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Apigee;

/// <summary><c>organizations/{organization}</c>: read it, and replace its properties, all of them.</summary>
internal sealed class EdgeOrganizationEndpoints(EmulatorState state, EdgeGate gate) : IEndpoints
{
    private static readonly string[] Methods = ["POST", "PUT"];

    public void Map(IEndpointRouteBuilder routes)
    {
        gate.MapList(routes, List);
        gate.Map(routes, "GET", "", call => Answer(call.Organization));
        foreach (string method in Methods)
        {
            gate.Map(routes, method, "", Change);
        }
    }

    private IResult List(ApigeeUser user) => new EdgeAnswer(
        EdgeJson.List(state.ApigeeOrganizations
            .Where(item => user.SystemAdministrator || item.Roles.Exists(role => role.IsOf(user)))
            .Select(item => item.Name)),
        "Organizations");

    private IResult Change(EdgeCall call)
    {
        string method = call.Context.Request.Method;
        if (!state.Behaviour.Apigee.OrganizationMethods.Contains(method, Names.Comparer))
        {
            return EdgeErrors.MethodRefused(method);
        }

        return EdgeBody.Read(call, OrganizationChange.OfJson, OrganizationChange.OfXml, out OrganizationChange change)
            ?? (IResult?)Refusal(call.Organization, change)
            ?? Apply(call, change);
    }

    private EdgeError? Refusal(ApigeeOrganization organization, OrganizationChange change)
    {
        ApigeeBehaviour behaviour = state.Behaviour.Apigee;
        string? reserved = behaviour.ReservedProperties.Find(name =>
            ValueOf(organization.Properties, name) is { } value && ValueOf(change.Properties, name) != value);
        return change.Name is { } other && other != organization.Name ? EdgeErrors.Malformed($"The payload is for the organization {other}")
            : change.IsXml && (change.Name is null || (behaviour.OrganizationXmlNeedsType && change.Type is null)) ? EdgeErrors.Malformed("The Organization element needs its name and type")
            : change.Properties.Select(property => property.Name).Distinct().Count() < change.Properties.Count ? EdgeErrors.Malformed("A property is there twice")
            : reserved is not null ? EdgeErrors.Reserved(reserved)
            : null;
    }

    private EdgeAnswer Apply(EdgeCall call, OrganizationChange change)
    {
        ApigeeOrganization organization = call.Organization;
        ApigeeBehaviour behaviour = state.Behaviour.Apigee;
        organization.Properties = call.User.SystemAdministrator ? [.. change.Properties] : WithoutIgnored(organization, change);
        organization.Type = change.Type ?? organization.Type;
        organization.DisplayName = change.DisplayName ?? (behaviour.MissingDisplayNameIsErased ? "" : organization.DisplayName);
        (organization.LastModifiedAt, organization.LastModifiedBy) = (state.Clock.UtcNow, call.User.Email);
        return Answer(organization);
    }

    // What only a system administrator may set stays as it is: there or not there.
    private List<ApigeeProperty> WithoutIgnored(ApigeeOrganization organization, OrganizationChange change)
    {
        List<string> ignored = state.Behaviour.Apigee.SystemProperties;
        IEnumerable<ApigeeProperty> kept = organization.Properties.Where(property => ignored.Contains(property.Name));
        return [.. change.Properties.Where(property => !ignored.Contains(property.Name)), .. kept];
    }

    private static string? ValueOf(IEnumerable<ApigeeProperty> properties, string name) => properties.FirstOrDefault(property => property.Name == name)?.Value;

    private static EdgeAnswer Answer(ApigeeOrganization organization) => new(
        new JsonObject
        {
            ["createdAt"] = EpochTime.Of(organization.CreatedAt),
            ["createdBy"] = organization.CreatedBy,
            ["displayName"] = organization.DisplayName,
            ["environments"] = EdgeJson.List(organization.Environments),
            ["lastModifiedAt"] = EpochTime.Of(organization.LastModifiedAt),
            ["lastModifiedBy"] = organization.LastModifiedBy,
            ["name"] = organization.Name,
            ["properties"] = new JsonObject { ["property"] = NameValues.ToJson(organization.Properties) },
            ["type"] = organization.Type,
        },
        "Organization")
    {
        Xml = Xml(organization),
    };

    private static XElement Xml(ApigeeOrganization organization) => new(
        "Organization",
        new XAttribute("name", organization.Name),
        new XAttribute("type", organization.Type),
        new XElement("CreatedAt", EpochTime.Of(organization.CreatedAt)),
        new XElement("CreatedBy", organization.CreatedBy),
        new XElement("DisplayName", organization.DisplayName),
        new XElement("Environments", organization.Environments.Select(name => new XElement("Environment", name))),
        new XElement("LastModifiedAt", EpochTime.Of(organization.LastModifiedAt)),
        new XElement("LastModifiedBy", organization.LastModifiedBy),
        new XElement("Properties", organization.Properties.Select(property => new XElement("Property", new XAttribute("name", property.Name), property.Value))));
}
