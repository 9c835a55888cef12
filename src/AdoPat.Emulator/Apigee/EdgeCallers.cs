using System;
using System.Text;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.Apigee;

/// <summary>Finds out who calls the management API.</summary>
internal sealed class EdgeCallers(EmulatorState state, SsoTokens tokens)
{
    private const string Basic = "Basic ";
    private const string Bearer = "Bearer ";

    /// <summary>Reads the Authorization header.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The user; null when the credentials are missing, wrong, or of a kind that is switched off.</returns>
    public ApigeeUser? Read(HttpRequest request)
    {
        string authorization = request.Headers.Authorization.ToString();
        ApigeeBehaviour behaviour = state.Behaviour.Apigee;
        return behaviour.BasicIsAllowed && authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) ? WithPassword(authorization[Basic.Length..])
            : behaviour.SsoIsInstalled && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? tokens.UserOf(authorization[Bearer.Length..].Trim())
            : null;
    }

    /// <summary>Reads what stands behind <c>Basic</c>.</summary>
    /// <param name="encoded">The user name and the password in Base64.</param>
    /// <returns>Both; null when it is not of that form.</returns>
    public static (string Name, string Password)? ReadPair(string encoded)
    {
        Span<byte> bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded.Trim(), bytes, out int length) && Encoding.UTF8.GetString(bytes[..length]).Split(':', 2) is [var name, var password]
            ? (name, password)
            : null;
    }

    // A second factor and Basic exclude each other.
    private ApigeeUser? WithPassword(string encoded) =>
        ReadPair(encoded) is var (name, password) && state.ApigeeUserOf(name) is { MfaToken: null } user && user.Password.Length > 0 && user.Password == password ? user : null;
}
