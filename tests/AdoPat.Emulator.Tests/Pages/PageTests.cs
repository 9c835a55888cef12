using System;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using AdoPat.Emulator.Pages;
using AdoPat.Emulator.Tests.Running;
using Xunit;

namespace AdoPat.Emulator.Tests.Pages;

public class PageTests(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    private const string Hostile = """</td><script>alert('x')</script><img src=x onerror="alert(1)">""";

    [Fact]
    public async Task The_start_page_shows_what_there_is()
    {
        string authorization = await Client.SignInAsync(Ada);
        JsonNode token = await Client.CreateGoodAsync(authorization, name: "fresh token");

        Answer page = (await Client.GetAsync("")).MustBe(200);

        Assert.Equal("text/html", page.MediaType);
        Assert.Contains("Ada Lovelace", page.Text);
        Assert.Contains(""">fabrikam</td>""", page.Text);
        Assert.Contains($"id=\"token-{(string?)token["authorizationId"]}\"", page.Text);
        Assert.Contains("vssps.dev.azure.com/contoso/_apis/tokens/pats", page.Text);
        Assert.Contains("the personal access token &#x27;fresh token&#x27; was added", page.Text);
        Assert.Contains("Personal Access Token &quot;fresh token&quot; was created.", page.Text);
        Assert.Contains("till and stock", page.Text);
        Assert.Contains("bN4xQ7wKd2VsT9hR", page.Text);
        Assert.DoesNotContain("emulator-refresh-token", page.Text);
        Assert.DoesNotContain((string)token["token"]!, page.Text);
    }

    [Fact]
    public async Task Hostile_names_are_shown_as_they_are()
    {
        JsonArray name = [Hostile];
        string json = name.ToJsonString()[1..^1];
        await SeedAsync(
            $$"""
            {"users":[{"upn":"mal@contoso.test","displayName":{{json}}}],
             "organizations":[{"name":{{json}},"members":["mal@contoso.test"]}],
             "tokens":[{"owner":"mal@contoso.test","displayName":{{json}},"scope":{{json}},"organizations":[{{json}}]}],
             "auditEvents":[{"organization":{{json}},"actionId":{{json}}}],
             "applications":[{"clientId":"c","name":{{json}}}]}
            """);
        string query = "client_id=c&response_type=code&scope=x&redirect_uri=http%3A%2F%2Flocalhost&state=" + Uri.EscapeDataString(Hostile);

        foreach (string path in new[] { "", $"organizations/oauth2/v2.0/authorize?{query}&login_hint={Uri.EscapeDataString(Hostile)}" })
        {
            Answer page = (await Client.GetAsync(path)).MustBe(200);
            Assert.DoesNotContain("<script>alert", page.Text);
            Assert.DoesNotContain("<img", page.Text);
            Assert.Contains("&lt;script&gt;alert", page.Text);
        }
    }

    [Fact]
    public async Task Pages_load_nothing_from_elsewhere()
    {
        Answer page = await Client.GetAsync("");

        Assert.StartsWith("default-src 'none'", page.Header("Content-Security-Policy"));
        Assert.DoesNotContain("src=", page.Text);
        Assert.Contains("color-scheme: light dark", page.Text);
    }

    [Fact]
    public void Templates_escape_their_holes_but_not_HTML()
    {
        Html html = Html.Of($"""<b title="{"\"&'<>"}">{Html.Of($"<i>{"<"}</i>")}</b>""");

        Assert.Equal("""<b title="&quot;&amp;&#x27;&lt;&gt;"><i>&lt;</i></b>""", html.Text);
    }
}
