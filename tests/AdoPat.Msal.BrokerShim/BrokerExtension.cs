namespace Microsoft.Identity.Client.Broker;

/// <summary>Has the shape of the real class and brings no broker: as on a machine that has none.</summary>
public static class BrokerExtension
{
    public static PublicClientApplicationBuilder WithBroker(this PublicClientApplicationBuilder builder, BrokerOptions brokerOptions)
    {
        _ = brokerOptions;
        return builder;
    }
}
