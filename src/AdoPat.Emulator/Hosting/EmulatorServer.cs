using System;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using AdoPat.Emulator.Administration;
using AdoPat.Emulator.Apigee;
using AdoPat.Emulator.Audit;
using AdoPat.Emulator.AzureDevOps;
using AdoPat.Emulator.Control;
using AdoPat.Emulator.Entra;
using AdoPat.Emulator.Git;
using AdoPat.Emulator.Packages;
using AdoPat.Emulator.Pages;
using AdoPat.Emulator.Projects;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AdoPat.Emulator.Hosting;

/// <summary>The emulator, listening.</summary>
internal sealed class EmulatorServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EmulatorServer(WebApplication app, X509Certificate2 certificate, int port)
    {
        _app = app;
        Certificate = certificate;
        Uri = new UriBuilder(Uri.UriSchemeHttps, "localhost", port).Uri;
    }

    /// <summary>Where it listens.</summary>
    public Uri Uri { get; }

    /// <summary>What it presents; self-signed.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>For waiting until somebody ends it.</summary>
    public IHost Host => _app;

    /// <summary>Starts an emulator.</summary>
    /// <param name="options">What the command line says.</param>
    /// <returns>The emulator, which listens.</returns>
    /// <exception cref="SeedException">The seed cannot be used.</exception>
    /// <exception cref="System.IO.IOException">The port is taken, or the seed file cannot be read.</exception>
    public static async Task<EmulatorServer> StartAsync(EmulatorOptions options)
    {
        X509Certificate2 certificate = ServerCertificate.Create();
        LoopbackSockets sockets = LoopbackSockets.Bind(options.Port);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            foreach (IPAddress address in sockets.Addresses)
            {
                kestrel.Listen(address, sockets.Port, listen => listen.UseHttps(certificate));
            }
        });
        builder.WebHost.UseSockets(transport => transport.CreateBoundListenSocket = sockets.For);
        AddServices(builder.Services, options);

        WebApplication app = builder.Build();
        EmulatorState state = app.Services.GetRequiredService<EmulatorState>();
        app.Services.GetRequiredService<StartState>().Load(state);
        app.UseMiddleware<HostRouting>();
        app.UseMiddleware<RequestRecording>();
        app.UseMiddleware<ServiceHeaders>();
        app.UseMiddleware<FaultInjection>();
        app.UseRouting();
        foreach (IEndpoints endpoints in app.Services.GetServices<IEndpoints>())
        {
            endpoints.Map(app);
        }

        await app.StartAsync();
        return new EmulatorServer(app, certificate, sockets.Port);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Certificate.Dispose();
    }

    private static void AddServices(IServiceCollection services, EmulatorOptions options)
    {
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        services.AddSingleton(options);
        services.AddSingleton<EmulatorClock>();
        services.AddSingleton<EmulatorState>();
        services.AddSingleton<StartState>();

        services.AddSingleton<RequestJournal>();
        services.AddSingleton<FaultRules>();
        services.AddSingleton<IEndpoints, StateEndpoints>();
        services.AddSingleton<IEndpoints, JournalEndpoints>();
        services.AddSingleton<IEndpoints, FaultEndpoints>();
        services.AddSingleton<IEndpoints, SecretEndpoints>();
        services.AddSingleton<IEndpoints, LeakEndpoints>();
        services.AddSingleton<IEndpoints, ClockEndpoints>();
        services.AddSingleton<IEndpoints, PageEndpoints>();

        services.AddSingleton<SigningKey>();
        services.AddSingleton<PendingSignIns>();
        services.AddSingleton<SignInRules>();
        services.AddSingleton<DeviceSignIn>();
        services.AddSingleton<TokenIssuer>();
        services.AddSingleton<IEndpoints, AuthorizeEndpoint>();
        services.AddSingleton<IEndpoints, TokenEndpoint>();
        services.AddSingleton<IEndpoints, DeviceCodeEndpoint>();
        services.AddSingleton<IEndpoints, DeviceLoginEndpoints>();
        services.AddSingleton<IEndpoints, DiscoveryEndpoints>();

        services.AddSingleton<AuditTrail>();
        services.AddSingleton<CallerReader>();
        services.AddSingleton<Throttle>();
        services.AddSingleton<CallerRules>();
        services.AddSingleton<ApiGate>();
        services.AddSingleton<PatRules>();
        services.AddSingleton<TokenOrders>();
        services.AddSingleton<PatList>();
        services.AddSingleton<IEndpoints, PatEndpoints>();
        services.AddSingleton<SessionTokenList>();
        services.AddSingleton<IEndpoints, TokenAdministrationEndpoints>();
        services.AddSingleton<IEndpoints, GraphEndpoints>();
        services.AddSingleton<IEndpoints, TenantPolicyEndpoints>();
        services.AddSingleton<IEndpoints, OrganizationPolicyEndpoints>();
        services.AddSingleton<IEndpoints, AuditEndpoints>();
        services.AddSingleton<IEndpoints, AccountEndpoints>();
        services.AddSingleton<IEndpoints, OrganizationEndpoints>();
        services.AddSingleton<IEndpoints, ResourceLocationEndpoints>();
        services.AddSingleton<IEndpoints, ProjectEndpoints>();
        services.AddSingleton<IEndpoints, ServiceConnectionEndpoints>();
        services.AddSingleton<IEndpoints, VariableGroupEndpoints>();
        services.AddSingleton<IEndpoints, GitEndpoints>();
        services.AddSingleton<IEndpoints, NpmEndpoints>();
        services.AddSingleton<IEndpoints, NuGetEndpoints>();
        services.AddSingleton<IEndpoints, ProbeEndpoints>();

        services.AddSingleton<SsoTokens>();
        services.AddSingleton<EdgeCallers>();
        services.AddSingleton<EdgeGate>();
        services.AddSingleton<TokenFinder>();
        services.AddSingleton<TokenRevocation>();
        services.AddSingleton<JsonOfAccessToken>();
        services.AddSingleton<ApigeeTokenIssuer>();
        services.AddSingleton<RevocationProxy>();
        services.AddSingleton<IEndpoints, SsoEndpoints>();
        services.AddSingleton<IEndpoints, EdgeOrganizationEndpoints>();
        services.AddSingleton<IEndpoints, EdgeRoleEndpoints>();
        services.AddSingleton<IEndpoints, EdgePermissionEndpoints>();
        services.AddSingleton<IEndpoints, EdgeDeveloperEndpoints>();
        services.AddSingleton<IEndpoints, EdgeSearchEndpoints>();
        services.AddSingleton<IEndpoints, EdgeTokenEndpoints>();
        services.AddSingleton<IEndpoints, GatewayEndpoints>();
    }
}
