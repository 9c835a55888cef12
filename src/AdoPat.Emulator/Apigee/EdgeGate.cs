using System;
using System.IO;
using AdoPat.Emulator.Control;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Apigee;

/// <summary>What every request to the management API goes through: who is it, is there such an organization, may they.</summary>
internal sealed class EdgeGate(EmulatorState state, EdgeCallers callers)
{
    private const string Root = "/" + EmulatedHosts.Apigee + "/v1/";

    private static readonly string[] Collections = ["organizations", "o"];

    /// <summary>Puts a resource of an organization behind the gate, under both names that organizations have.</summary>
    /// <param name="routes">The server's routes.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path in the organization.</param>
    /// <param name="answer">Answers a request that was let in, while the state is held.</param>
    public void Map(IEndpointRouteBuilder routes, string method, string path, Func<EdgeCall, IResult> answer)
    {
        foreach (string collection in Collections)
        {
            routes.MapMethods(Root + collection + "/{organization}" + path, [method], Protect(path, answer));
        }
    }

    /// <summary>Puts the list of organizations behind the gate.</summary>
    /// <param name="routes">The server's routes.</param>
    /// <param name="answer">Answers a user, while the state is held.</param>
    public void MapList(IEndpointRouteBuilder routes, Func<ApigeeUser, IResult> answer)
    {
        foreach (string collection in Collections)
        {
            routes.MapGet(Root + collection, async (HttpContext context) =>
            {
                IResult result;
                lock (state.Gate)
                {
                    result = Recognise(context) is { } user ? answer(user) : Refuse(StatusCodes.Status401Unauthorized);
                }

                await result.ExecuteAsync(context);
            });
        }
    }

    private RequestDelegate Protect(string path, Func<EdgeCall, IResult> answer) => async context =>
    {
        using StreamReader reader = new(context.Request.Body);
        string body = await reader.ReadToEndAsync();
        IResult result;
        lock (state.Gate)
        {
            result = Answer(context, path, body, answer);
        }

        await result.ExecuteAsync(context);
    };

    private IResult Answer(HttpContext context, string path, string body, Func<EdgeCall, IResult> answer)
    {
        if (Recognise(context) is not { } user)
        {
            return Refuse(StatusCodes.Status401Unauthorized);
        }

        string name = (string)context.GetRouteValue("organization")!;
        if (state.ApigeeOrganizationOf(name) is not { } organization)
        {
            return EdgeErrors.OrganizationUnknown(name);
        }

        return EdgePermissions.Allow(organization, user, Verb(context.Request.Method), Resource(path, context))
            ? answer(new EdgeCall(context, user, organization, body))
            : Refuse(StatusCodes.Status403Forbidden);
    }

    private ApigeeUser? Recognise(HttpContext context)
    {
        ApigeeUser? user = callers.Read(context.Request);
        context.Record().User = user?.Email;
        return user;
    }

    private EdgeRefusal Refuse(int status) => new(status, state.Behaviour.Apigee.RefusalBody);

    private static string Verb(string method) => method switch { "GET" => "get", "DELETE" => "delete", _ => "put" };

    private static string Resource(string path, HttpContext context)
    {
        string resource = path;
        foreach ((string name, object? value) in context.Request.RouteValues)
        {
            resource = resource.Replace("{" + name + "}", (value as string)?.Replace("/", "%2F", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        return resource;
    }
}
