using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Core.Tests.Support;
using AdoPat.Destinations;
using AdoPat.Models;
using AdoPat.Sessions;
using Xunit;
using static AdoPat.Core.Tests.Destinations.DestinationTest;

namespace AdoPat.Core.Tests.Destinations;

public class AzureDevOpsDestinationTests(Emulator emulator) : EmulatorTest(emulator)
{
    private const string Secret = Secrets.KnownTokens.Current;
    private const string Shop = "shop";

    [Theory]
    [InlineData("npm packages", "apitoken")]
    [InlineData("nuget push", "nugetkey")]
    [InlineData("shop repository", "password")]
    [InlineData("github mirror", "AccessToken")]
    public async Task A_service_connection_gets_the_secret_where_its_type_wants_it(string name, string parameter)
    {
        await ExtendConnectionAsync(name);
        JsonObject before = await ConnectionAsync(name);
        IDestination destination = await OpenConnectionAsync(before);

        Assert.False(destination.CanRead);
        Assert.Null(await SecretInAsync(destination));
        await WriteAsync(destination, Secret);
        await WriteAsync(destination, Secret);

        JsonObject after = await ConnectionAsync(name);
        Assert.Equal(Secret, (string?)after["authorization"]!["parameters"]![parameter]);
        after["authorization"]!["parameters"]![parameter] = "to be replaced";
        Assert.True(JsonNode.DeepEquals(before, after), $"{before}\n{after}");
        Assert.False(await UndoAsync(destination, null));
    }

    [Fact]
    public async Task A_service_connection_that_is_not_there_fails()
    {
        IDestination destination = await OpenAsync(ServiceConnectionDestination.Describe(Contoso, Shop, Guid.NewGuid()));

        Assert.Contains("no service connection of that id", (await DestinationFailsAsync(() => WriteAsync(destination, Secret))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_that_a_service_connection_does_not_have_fails()
    {
        Guid id = (Guid)(await ConnectionAsync("npm packages"))["id"]!;
        IDestination destination = await OpenAsync(ServiceConnectionDestination.Describe(Contoso, Shop, id, "nonsense"));

        Assert.Contains(
            "no authorization parameter 'nonsense'; it has", (await DestinationFailsAsync(() => WriteAsync(destination, Secret))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_that_is_not_there_fails()
    {
        IDestination destination = await OpenAsync(VariableGroupDestination.Describe(Contoso, "no shop", "build secrets", "azurePat"));

        AdoPatException failure = await DestinationFailsAsync(() => WriteAsync(destination, Secret));

        Assert.Equal(404, (int)failure.StatusCode!);
        Assert.Contains("Check the names.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("azurePat", "azurePat")]
    [InlineData("AZUREPAT", "azurePat")]
    [InlineData("brandNew", "brandNew")]
    [InlineData("configuration", "configuration")]
    public async Task A_variable_becomes_secret_and_the_other_ones_stay(string variable, string written)
    {
        JsonObject before = await GroupAsync("build secrets");
        IDestination destination = await OpenAsync(VariableGroupDestination.Describe(Contoso, Shop, "Build Secrets", variable));

        Assert.False(destination.CanRead);
        Assert.Null(await SecretInAsync(destination));
        await WriteAsync(destination, Secret);
        await WriteAsync(destination, Secret);

        JsonObject after = await GroupAsync("build secrets");
        Assert.Equal((Secret, true), ((string?)after["variables"]![written]!["value"], (bool)after["variables"]![written]!["isSecret"]!));
        Assert.Equal("not a token", (string?)after["variables"]!["signingKey"]!["value"]);
        foreach (JsonObject group in new[] { before, after })
        {
            group["variables"]!.AsObject().Remove(written);
            group.Remove("modifiedOn");
            group.Remove("modifiedBy");
        }

        Assert.True(JsonNode.DeepEquals(before, after), $"{before}\n{after}");
    }

    [Fact]
    public async Task A_variable_that_was_added_is_taken_out_again_and_another_one_is_not()
    {
        IDestination added = await OpenAsync(VariableGroupDestination.Describe(Contoso, Shop, "build secrets", "brandNew"));
        IDestination changed = await OpenAsync(VariableGroupDestination.Describe(Contoso, Shop, "build secrets", "azurePat"));
        await WriteAsync(added, Secret);
        await WriteAsync(changed, Secret);

        Assert.True(await UndoAsync(added, null));
        Assert.False(await UndoAsync(changed, null));

        JsonObject variables = (await GroupAsync("build secrets"))["variables"]!.AsObject();
        Assert.Equal(["configuration", "azurePat", "signingKey"], variables.Select(variable => variable.Key));
    }

    [Fact]
    public async Task Variables_that_are_added_at_the_same_time_are_all_there()
    {
        AdoPatSession session = await ConnectAsync();
        string[] names = [.. Enumerable.Range(1, 8).Select(number => $"token{number}")];

        await Task.WhenAll(names.Select(name => WriteAsync(
            new DestinationSource(session).Open(VariableGroupDestination.Describe(Contoso, Shop, "build secrets", name)), Secret)));

        JsonObject variables = (await GroupAsync("build secrets"))["variables"]!.AsObject();
        Assert.All(names, name => Assert.Equal(Secret, (string?)variables[name]!["value"]));
    }

    [Fact]
    public async Task A_group_of_a_key_vault_is_refused_before_anything_is_sent()
    {
        IDestination destination = await OpenAsync(VariableGroupDestination.Describe(Contoso, Shop, "vault secrets", "azurePat"));

        Assert.Contains("linked to a key vault", (await DestinationFailsAsync(() => SecretInAsync(destination))).Message, StringComparison.Ordinal);
        Assert.Contains("linked to a key vault", (await DestinationFailsAsync(() => WriteAsync(destination, Secret))).Message, StringComparison.Ordinal);
        Assert.True(await UndoAsync(destination, null));
        Assert.DoesNotContain(await Emulator.RequestsAsync(), request => request.Method == "PUT");
    }

    [Theory]
    [InlineData(403, ErrorIds.AdoForbidden)]
    [InlineData(500, ErrorIds.AdoServerError)]
    public async Task What_the_service_refuses_is_the_cause(int status, string cause)
    {
        await Emulator.FailAsync(new { path = "*/_apis/distributedtask/*", method = "PUT", status, body = new { message = "no " + Secret }, count = (int?)null });
        IDestination destination = await OpenAsync(VariableGroupDestination.Describe(Contoso, Shop, "build secrets", "azurePat"));

        AdoPatException failure = await DestinationFailsAsync(() => WriteAsync(destination, Secret));

        Assert.False(await UndoAsync(destination, null));
        Assert.Equal((status, cause), ((int)failure.StatusCode!, Assert.IsType<AdoPatException>(failure.InnerException).ErrorId));
    }

    [Fact]
    public async Task An_ended_session_is_no_fault_of_the_destination()
    {
        AdoPatSession session = await ConnectAsync();
        IDestination destination = new DestinationSource(session).Open(VariableGroupDestination.Describe(Contoso, Shop, "build secrets", "azurePat"));
        session.Dispose();

        await FailsAsync(ErrorIds.NotConnected, () => WriteAsync(destination, Secret));
    }

    [Fact]
    public async Task Every_kind_is_opened_by_its_description()
    {
        AdoPatDestination[] all =
        [
            EnvironmentVariableDestination.Describe("{name}", EnvironmentVariableTarget.Process),
            FileDestination.Describe("/tokens/{organization}/{name}"),
            GitCredentialDestination.Describe("https://dev.azure.com/{organization}"),
            NpmConfigDestination.Describe("https://pkgs.dev.azure.com/{organization}/_packaging/feed/npm/registry/"),
            NuGetConfigDestination.Describe("{organization}"),
            ServiceConnectionDestination.Describe("{organization}", Shop, Guid.NewGuid()),
            VariableGroupDestination.Describe("{organization}", Shop, "{name}", "token"),
            YarnConfigDestination.Describe("https://pkgs.dev.azure.com/{organization}/_packaging/feed/npm/registry/"),
        ];
        DestinationSource source = new(await ConnectAsync());

        foreach (AdoPatDestination destination in all)
        {
            Assert.Equal(destination.Kind, source.Open(destination.Resolve(Contoso, "build")).Description.Kind);
            await DestinationFailsAsync(() => Task.FromResult(source.Open(destination)));
            await DestinationFailsAsync(() => Task.FromResult(source.Open(new AdoPatDestination { Kind = destination.Kind })));
        }

        await DestinationFailsAsync(() => Task.FromResult(source.Open(new AdoPatDestination { Kind = "ScriptBlock" })));
        await DestinationFailsAsync(() => Task.FromResult(source.Open(all[0].Resolve(Contoso, "a=b"))));
    }

    private async Task<IDestination> OpenAsync(AdoPatDestination destination) => new DestinationSource(await ConnectAsync(), Observer).Open(destination);

    private Task<IDestination> OpenConnectionAsync(JsonObject connection) =>
        OpenAsync(ServiceConnectionDestination.Describe(Contoso, Shop, Guid.Parse((string)connection["id"]!)));

    // Something that AdoPat does not know, at every level.
    private async Task ExtendConnectionAsync(string name)
    {
        JsonObject definition = await ConnectionAsync(name);
        definition["later"] = new JsonObject { ["number"] = 1.50m, ["text"] = "é" };
        definition["authorization"]!["later"] = true;
        definition["authorization"]!["parameters"]!["tenant"] = "t";
        await Emulator.SeedAsync(new { serviceConnections = new[] { new { organization = Contoso, project = Shop, definition } } });
    }

    private Task<JsonObject> ConnectionAsync(string name) => DefinitionAsync("serviceConnections", name);

    private Task<JsonObject> GroupAsync(string name) => DefinitionAsync("variableGroups", name);

    private async Task<JsonObject> DefinitionAsync(string kind, string name) => (await Emulator.StateAsync())[kind]!.AsArray()
        .Select(item => item!["definition"]!.AsObject()).Single(definition => (string?)definition["name"] == name).DeepClone().AsObject();
}
