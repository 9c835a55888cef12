using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace AdoPat.Core.Tests.AzureDevOps;

/// <summary>A token as some version of the service might write it, and what it means.</summary>
/// <param name="Json">What goes over the wire.</param>
/// <param name="Name">The name; null when it is missing or null.</param>
/// <param name="Scope">The scopes.</param>
/// <param name="ValidTo">The end; null when it is missing or null.</param>
/// <param name="ValidFrom">The beginning; null when it is missing or null.</param>
/// <param name="Accounts">The organizations; null for all.</param>
/// <param name="Id">The id; null when it is missing or null.</param>
internal sealed record WireToken(
    string Json, string? Name, string[] Scope, DateTimeOffset? ValidTo, DateTimeOffset? ValidFrom, Guid[]? Accounts, Guid? Id)
{
    private static readonly Gen<DateTimeOffset> Time =
        from ticks in Gen.Choose(0, int.MaxValue)
        from more in Gen.Choose(0, int.MaxValue)
        select new DateTimeOffset(2015, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks((ticks * 3_000_000L) + more);

    private static readonly Gen<Guid> Id16 = ArbMap.Default.GeneratorFor<Guid>();

    // Whether something is there, is null, or is missing.
    private static readonly Gen<string> Presence = Gen.Frequency((8, Gen.Constant("value")), (1, Gen.Constant("null")), (1, Gen.Constant("missing")));

    private static readonly Gen<string> Unknown = Gen.Elements(
        "", "\"accessId\":\"x\",", "\"nested\":{\"a\":[1,{\"b\":null}]},", "\"isValid\":true,\"validation\":\"later\",");

    public static Gen<WireToken> Any { get; } =
        from name in ArbMap.Default.GeneratorFor<string>()
        from scope in Gen.Elements("app_token", "vso.code", "vso.code_write", "vso.brand_new").ListOf().Select(list => list.ToArray())
        from separator in Gen.Elements(" ", "  ", ",")
        from to in Time
        from start in Time
        from accounts in Id16.ArrayOf()
        from id in Id16
        from digits in Gen.Choose(0, 7)
        from zone in Gen.Elements("Z", "", "+00:00", "+05:30")
        from present in Presence.ListOf(6)
        from unknown in Unknown
        select Make(name ?? "", scope, separator, Cut(to, digits), Cut(start, digits), accounts, id, digits, zone, [.. present], unknown);

    private static WireToken Make(
        string name, string[] scope, string separator, DateTimeOffset to, DateTimeOffset from, Guid[] accounts, Guid id,
        int digits, string zone, string[] present, string unknown)
    {
        (string Name, string Json)[] fields =
        [
            ("displayName", JsonSerializer.Serialize(name)),
            ("scope", JsonSerializer.Serialize(string.Join(separator, scope))),
            ("validTo", Write(to, digits, zone)),
            ("validFrom", Write(from, digits, zone)),
            ("targetAccounts", JsonSerializer.Serialize(accounts)),
            ("authorizationId", JsonSerializer.Serialize(id)),
        ];
        IEnumerable<string> written = fields.Select((field, index) => present[index] switch
        {
            "value" => $"\"{field.Name}\":{field.Json},",
            "null" => $"\"{field.Name}\":null,",
            _ => "",
        });
        bool[] has = [.. present.Select(kind => kind == "value")];
        return new WireToken(
            $"{{{unknown}{string.Concat(written)}\"token\":null}}",
            has[0] ? name : null,
            has[1] ? scope : [],
            has[2] ? to : null,
            has[3] ? from : null,
            has[4] ? accounts : null,
            has[5] ? id : null);
    }

    private static DateTimeOffset Cut(DateTimeOffset time, int digits) =>
        time.AddTicks(-(time.Ticks % (long)Math.Pow(10, 7 - digits)));

    private static string Write(DateTimeOffset time, int digits, string zone)
    {
        string format = "yyyy-MM-dd'T'HH:mm:ss" + (digits == 0 ? "" : "." + new string('f', digits));
        DateTimeOffset local = zone == "+05:30" ? time.ToOffset(new TimeSpan(5, 30, 0)) : time;
        return $"\"{local.ToString(format, CultureInfo.InvariantCulture)}{zone}\"";
    }
}
