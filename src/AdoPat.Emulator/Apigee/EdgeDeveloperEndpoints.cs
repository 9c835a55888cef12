using System;
using System.Linq;
using System.Text.Json.Nodes;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Apigee;

/// <summary><c>developers</c> and <c>apps</c>: who has which apps, by e-mail address, id and name.</summary>
internal sealed class EdgeDeveloperEndpoints(EdgeGate gate) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes)
    {
        gate.Map(routes, "GET", "/developers", Developers);
        gate.Map(routes, "GET", "/developers/{developer}", call => OfDeveloper(call, developer => new EdgeAnswer(JsonOfApp.Of(developer, call.Organization.Name), "Developer")));
        gate.Map(routes, "GET", "/developers/{developer}/apps", call => OfDeveloper(call, developer => AppsOf(call, developer)));
        gate.Map(routes, "GET", "/developers/{developer}/apps/{app}", call => OfDeveloper(call, developer => AppOf(call, developer)));
        gate.Map(routes, "GET", "/apps", Apps);
        gate.Map(routes, "GET", "/apps/{app}", App);
    }

    private static IResult Developers(EdgeCall call) => call.Asks("expand")
        ? new EdgeAnswer(new JsonObject { ["developer"] = new JsonArray([.. call.Organization.Developers.Select(developer => JsonOfApp.Of(developer, call.Organization.Name))]) }, "Developers")
        : new EdgeAnswer(EdgeJson.List(call.Organization.Developers.Select(developer => developer.Email)), "Developers");

    private static IResult OfDeveloper(EdgeCall call, Func<ApigeeDeveloper, IResult> answer) => call.Organization.DeveloperOf(call["developer"]) is { } developer
        ? answer(developer)
        : EdgeErrors.DeveloperUnknown(call["developer"], call.Organization.Name);

    private static EdgeAnswer AppsOf(EdgeCall call, ApigeeDeveloper developer) => call.Asks("expand")
        ? new EdgeAnswer(new JsonObject { ["app"] = new JsonArray([.. developer.Apps.Select(app => JsonOfApp.Of(developer, app))]) }, "Apps")
        : new EdgeAnswer(EdgeJson.List(developer.Apps.Select(app => app.Name)), "Apps");

    private static IResult AppOf(EdgeCall call, ApigeeDeveloper developer) => developer.Apps.Find(app => app.Name == call["app"]) is { } found
        ? new EdgeAnswer(JsonOfApp.Of(developer, found), "App")
        : EdgeErrors.AppNotThere(call["app"]);

    private static IResult Apps(EdgeCall call)
    {
        (ApigeeDeveloper Developer, ApigeeApp App)[] apps = [.. call.Organization.Apps
            .Where(pair => (call.Query("status") ?? pair.App.Status) == pair.App.Status && call.Query("apptype") != "company")];
        return call.Asks("expand")
            ? new EdgeAnswer(new JsonObject { ["app"] = new JsonArray([.. apps.Select(pair => JsonOfApp.Of(pair.Developer, pair.App))]) }, "Apps")
            : new EdgeAnswer(EdgeJson.List(apps.Select(pair => pair.App.AppId)), "Apps");
    }

    private static IResult App(EdgeCall call) => call.Organization.Apps.FirstOrDefault(pair => pair.App.AppId == call["app"]) is { App: not null } found
        ? new EdgeAnswer(JsonOfApp.Of(found.Developer, found.App), "App")
        : EdgeErrors.AppNotThere(call["app"]);
}
