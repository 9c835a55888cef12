using System;
using System.IO;
using System.Text;
using System.Threading;
using AdoPat.Apigee;
using AdoPat.Apigee.Policies;
using AdoPat.Models;
using Xunit;

namespace AdoPat.Core.Tests.Apigee.Policies;

public sealed class OAuthPolicyFileTests : IDisposable
{
    private const string Variable = "request.header.appuserID";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("adopat-");

    private string Path => System.IO.Path.Combine(_folder.FullName, "policy.xml");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<!-- é > -->\r\n<OAuthV2 name='a'>\r\n\t<Operation>GenerateAccessToken</Operation>\r\n\t<ExpiresIn>1</ExpiresIn><!-- end -->\r\n</OAuthV2>\r\n",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<!-- é > -->\r\n<OAuthV2 name='a'>\r\n\t<Operation>GenerateAccessToken</Operation>\r\n\t<ExpiresIn>1</ExpiresIn><!-- end -->\r\n\t<AppEndUser>request.header.appuserID</AppEndUser>\r\n</OAuthV2>\r\n")]
    [InlineData(
        "\uFEFF<OAuthV2 name=\"a\">\n  <Operation> GenerateAccessToken </Operation>\n  <AppEndUser ref=\"x\"> old.variable </AppEndUser>   <ExpiresIn>1</ExpiresIn>\n</OAuthV2>",
        "\uFEFF<OAuthV2 name=\"a\">\n  <Operation> GenerateAccessToken </Operation>\n  <AppEndUser>request.header.appuserID</AppEndUser>   <ExpiresIn>1</ExpiresIn>\n</OAuthV2>")]
    [InlineData("<OAuthV2>\n <Operation>GenerateAuthorizationCode</Operation>\n <AppEndUser/>\n</OAuthV2>", "<OAuthV2>\n <Operation>GenerateAuthorizationCode</Operation>\n <AppEndUser>request.header.appuserID</AppEndUser>\n</OAuthV2>")]
    public void The_end_user_is_added_and_all_else_stays(string before, string after)
    {
        File.WriteAllBytes(Path, Encoding.UTF8.GetBytes(before));

        FileChange change = OAuthPolicyFile.Plan(Path, Variable);
        string backup = change.Make(CancellationToken.None)!;

        Assert.Equal(Encoding.UTF8.GetBytes(after), File.ReadAllBytes(Path));
        Assert.Equal(Encoding.UTF8.GetBytes(before), File.ReadAllBytes(backup));
        Assert.False(OAuthPolicyFile.Plan(Path, Variable).IsNeeded);
    }

    [Theory]
    [InlineData("<VerifyAPIKey/>", "of the kind VerifyAPIKey")]
    [InlineData("<OAuthV2><Operation>VerifyAccessToken</Operation></OAuthV2>", "VerifyAccessToken")]
    [InlineData("<OAuthV2/>", "GenerateAccessToken")]
    [InlineData("<OAuthV2>", "well-formed")]
    [InlineData("", "is empty")]
    [InlineData("<!DOCTYPE a><OAuthV2/>", "well-formed")]
    public void What_is_no_policy_that_issues_tokens_is_refused_and_stays(string content, string reason)
    {
        File.WriteAllText(Path, content);

        AdoPatException refused = Assert.Throws<AdoPatException>(() => OAuthPolicyFile.Plan(Path, Variable));

        Assert.Equal(ErrorIds.ApigeeFileNotChanged, refused.ErrorId);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(Path));
    }
}
