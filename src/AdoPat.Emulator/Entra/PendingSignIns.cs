using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Security.Cryptography;

namespace AdoPat.Emulator.Entra;

/// <summary>Codes that were handed out and wait to be spent.</summary>
internal sealed class PendingSignIns
{
    // Without vowels, and without letters that look like digits: so are the real ones.
    private const string UserCodeLetters = "BCDFGHJKLMNPQRSTVWXZ23456789";

    private readonly ConcurrentDictionary<string, AuthorizationCode> _codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DeviceCode> _devices = new(StringComparer.Ordinal);

    /// <summary>Keeps a code until it is spent.</summary>
    /// <param name="code">What it is good for.</param>
    /// <returns>The code's value.</returns>
    public string Add(AuthorizationCode code)
    {
        string value = "1." + RandomNumberGenerator.GetHexString(64);
        _codes[value] = code;
        return value;
    }

    /// <summary>Takes a code out, so that nobody can spend it again.</summary>
    /// <param name="value">The code's value.</param>
    /// <returns>The code, or null.</returns>
    public AuthorizationCode? Spend(string value) => _codes.TryRemove(value, out AuthorizationCode? code) ? code : null;

    /// <summary>Makes a value for a new device code.</summary>
    /// <returns>What the client polls with, and what the person types.</returns>
    public static (string Code, string UserCode) NewDeviceCode() =>
        ("D" + RandomNumberGenerator.GetHexString(64), RandomNumberGenerator.GetString(UserCodeLetters, 9));

    /// <summary>Keeps a device code.</summary>
    /// <param name="device">The code.</param>
    public void Add(DeviceCode device) => _devices[device.Code] = device;

    /// <summary>Finds a device code.</summary>
    /// <param name="code">What the client polls with.</param>
    /// <returns>The device code, or null.</returns>
    public DeviceCode? Device(string code) => _devices.TryGetValue(code, out DeviceCode? device) ? device : null;

    /// <summary>Finds a device code by what a person types.</summary>
    /// <param name="userCode">In any case, with or without blanks.</param>
    /// <param name="now">The time, UTC.</param>
    /// <returns>The device code that still waits, or null.</returns>
    public DeviceCode? Waiting(string userCode, DateTime now)
    {
        string wanted = userCode.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        return _devices.Values.FirstOrDefault(
            device => device.UserCode == wanted && device.Expires > now && device is { Grant: null, Declined: false });
    }

    /// <summary>Forgets a device code that was spent.</summary>
    /// <param name="device">The code.</param>
    public void Remove(DeviceCode device) => _devices.TryRemove(device.Code, out _);

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _codes.Clear();
        _devices.Clear();
    }
}
