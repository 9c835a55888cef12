using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using AdoPat.Core.Tests.Secrets;
using FsCheck;
using FsCheck.Fluent;

namespace AdoPat.Core.Tests.Destinations;

/// <summary>Makes configuration files as people have them: comments, line ends of all kinds, other registries, odd quoting.</summary>
internal static class ConfigFiles
{
    public const string Registry = "https://pkgs.dev.azure.com/contoso/shop/_packaging/feed/npm/registry/";
    public const string NpmKey = "//pkgs.dev.azure.com/contoso/shop/_packaging/feed/npm/registry/";
    public const string ShortNpmKey = "//pkgs.dev.azure.com/contoso/shop/_packaging/feed/npm/";
    public const string YarnKey = "//pkgs.dev.azure.com/contoso/shop/_packaging/feed/npm/registry";
    public const string Source = "My Feed";

    private static readonly Gen<string> LineEnd = Gen.Elements("\n", "\r\n");

    public static Gen<string> Npmrc { get; } =
        from top in Lines(NpmrcLine, 6)
        from own in Gen.Frequency((3, Gen.Constant<string[]>([])), (2, OwnNpmrcLines))
        from rest in Lines(NpmrcLine, 3)
        from section in Gen.Frequency((3, Gen.Constant<string[]>([])), (1, Gen.Constant<string[]>(["[other]", NpmKey + ":_password=bm90aGluZw==", "a = 1"])))
        from content in Joined([.. top, .. own, .. rest, .. section])
        select content;

    public static Gen<string> Yarnrc { get; } =
        from top in Lines(YarnBlock, 3)
        from registries in Gen.Frequency((2, Gen.Constant<string[]>([])), (3, YarnRegistries))
        from rest in Lines(YarnBlock, 3)
        from content in Joined(Distinct([.. top, .. registries, .. rest]))
        select content;

    public static Gen<string> NuGetConfig { get; } =
        from step in Gen.Elements("  ", "    ", "\t", "")
        from head in Gen.Elements("", "<?xml version=\"1.0\" encoding=\"utf-8\"?>", "<!-- mine > yours -->")
        from quote in Gen.Elements('"', '\'')
        from other in Gen.Elements("", "<add key=\"nuget.org\" value=\"https://api.nuget.org/v3/index.json\" protocolVersion=\"3\" />", "<!-- <add key=\"x\" /> -->", "<clear />")
        from own in NuGetCredentials
        from tail in Gen.Elements("", "<config>\n\t<add key=\"globalPackagesFolder\" value=\"a&amp;b > c\" />\n\t</config>", "<!--\n é end\n-->")
        from content in Joined(
        [
            .. head.Length > 0 ? [head] : Array.Empty<string>(), "<configuration>", step + "<packageSources>", step + step + other,
            $"{step}{step}<add value={quote}https://pkgs.dev.azure.com/contoso/_packaging/feed/nuget/v3/index.json{quote} key = {quote}{Source}{quote}></add>",
            step + "</packageSources>", .. own.Select(line => step + line), .. tail.Split('\n'), "</configuration>",
        ])
        select content;

    private static Gen<string> Encoded => TokenGenerators.CurrentPat.Select(secret => Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)));

    private static Gen<string> NpmrcLine => Gen.OneOf(
        Gen.Elements(
            "", "   ", "; a comment", "# another = one", "  ; indented", "registry=https://registry.npmjs.org/", "save-exact = true", "\t", "key",
            "@contoso:registry=" + Registry, "//registry.npmjs.org/:_authToken=${NPM_TOKEN}", "é = ü", "a = \"quoted ; value\"", "b='x' # y", "list[] = 1",
            "//pkgs.dev.azure.com/contoso/shop/_packaging/other/npm/registry/:_password=b3RoZXI=", "; " + NpmKey + ":_password=Y29tbWVudA==", "=", "[not a section", "x=[y]"),
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => "z" + new string([.. text.Get.Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && c is not '\u2028' and not '\u2029')])));

    private static Gen<string[]> OwnNpmrcLines =>
        from value in Encoded
        from before in Gen.Elements("", "  ", "\t")
        from sign in Gen.Elements("=", " = ", "= ")
        from quote in Gen.Elements("", "\"", "'")
        from after in Gen.Elements("", "  ", " ; mine", "\t# mine")
        from names in Gen.Elements<string[]>([], [NpmKey + ":username=me", NpmKey + ":email=me@contoso.test"], [NpmKey + ":username = \"me\""])
        from both in Gen.Elements(true, false)
        let rest = quote.Length > 0 && after.Trim().Length > 0 ? "" : after
        select (string[])[.. names, $"{before}{NpmKey}:_password{sign}{quote}{value}{quote}{rest}", .. both ? [$"{ShortNpmKey}:_password={value}"] : Array.Empty<string>()];

    private static Gen<string> YarnBlock => Gen.Elements(
        "", "# a comment", "   # indented", "nodeLinker: node-modules", "yarnPath: \".yarn/releases/yarn-4.1.0.cjs\" # pinned",
        "packageExtensions:\n  \"a@*\":\n    dependencies:\n      b: \"*\"", "plugins:\n- path: x.cjs\n  spec: \"y\"", "plugins2:\n  - z",
        "npmScopes:\n  contoso:\n    npmRegistryServer: \"" + Registry + "\"", "text: |\n  npmRegistries:\n    no: yes\n  # inside", "empty:", "flow: {a: 1, b: [2]}",
        "httpProxy: 'http://proxy:8080'", "é: ü");

    private static Gen<string[]> YarnRegistries =>
        from step in Gen.Elements("  ", "    ", " ")
        from tail in Gen.Elements("", " ", " # registries")
        from before in Gen.Elements<string[]>([], ["# one", "{0}//registry.npmjs.org:", "{0}{0}npmAuthToken: \"${{NPM_TOKEN}}\""], ["{0}\"https://other.test:8080/npm/\": # here", "", "{0}{0}npmAuthIdent: 'eDp5'"])
        from own in Gen.Frequency((2, Gen.Constant<string[]>([])), (3, OwnYarnLines))
        from after in Gen.Elements<string[]>([], ["{0}'//last.test':", "{0}{0}npmAlwaysAuth: false", "{0}# the end"], ["", "# after"])
        select (string[])["npmRegistries:" + tail, .. before.Concat(own).Concat(after).Select(line => line.Replace("{0}", step, StringComparison.Ordinal).Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal))];

    private static Gen<string[]> OwnYarnLines =>
        from secret in TokenGenerators.CurrentPat
        from quote in Gen.Elements("", "\"", "'")
        from keyQuote in Gen.Elements("", "\"", "'")
        from slash in Gen.Elements("", "/")
        from scheme in Gen.Elements("", "https:")
        from comment in Gen.Elements("", " # mine")
        from always in Gen.Elements<string[]>([], ["{0}{0}npmAlwaysAuth: true"], ["{0}{0}npmAlwaysAuth: false # no"])
        let identity = Convert.ToBase64String(Encoding.UTF8.GetBytes("me:" + secret))
        select (string[])[$"{{0}}{keyQuote}{scheme}{YarnKey}{slash}{keyQuote}:{comment}", .. always, "{0}{0}# inside", $"{{0}}{{0}}npmAuthIdent: {quote}{identity}{quote}{comment}"];

    private static Gen<string[]> NuGetCredentials =>
        from secret in TokenGenerators.CurrentPat
        from kind in Gen.Choose(0, 5)
        select kind switch
        {
            0 => Array.Empty<string>(),
            1 => ["<packageSourceCredentials />"],
            2 => ["<packageSourceCredentials>", " <Other><add key=\"Username\" value=\"o\" /><add key=\"ClearTextPassword\" value=\"p\" /></Other>", "</packageSourceCredentials>"],
            3 => ["<packageSourceCredentials><my_x0020_feed>", $"<add value='{secret}'", "   key='cleartextpassword' />", "<add key=\"Username\" value=\"me\" /></my_x0020_feed></packageSourceCredentials>"],
            4 => ["<packageSourceCredentials>", "<My_x0020_Feed>", "<add key=\"Username\" value=\"me\" />", "<add key=\"Password\" value=\"AQAAANCM==\" />", "</My_x0020_Feed>", "</packageSourceCredentials>"],
            _ => ["<packageSourceCredentials>", "<!-- none -->", "<My_x0020_Feed />", "</packageSourceCredentials>"],
        };

    private static Gen<string[]> Lines(Gen<string> line, int most) =>
        from count in Gen.Choose(0, most)
        from lines in line.ArrayOf(count)
        select lines;

    // A key stands once in a mapping.
    private static string[] Distinct(string[] blocks)
    {
        HashSet<string> seen = [];
        return [.. blocks.Where(block => block.Length == 0 || block[0] is '#' or ' ' || seen.Add(block.Split(':')[0])).SelectMany(block => block.Split('\n'))];
    }

    private static Gen<string> Joined(string[] lines) =>
        from ends in LineEnd.ArrayOf(lines.Length)
        from isMixed in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        from isOpen in Gen.Elements(true, false)
        let text = string.Concat(lines.Select((line, index) => line + ends[isMixed ? index : 0]))
        select isOpen ? text.TrimEnd('\r', '\n') : text;
}
