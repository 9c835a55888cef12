using System;
using System.Threading.Tasks;
using AdoPat.Apigee;
using AdoPat.Core.Tests.Support;
using AdoPat.Http;
using AdoPat.Models;
using Xunit;

namespace AdoPat.Core.Tests.Apigee;

/// <summary>Every way in which Apigee says no, from the wire to the error that a user gets.</summary>
public class ApigeeErrorsTests
{
    private const string Page = "<html><head><title>403</title></head><body><h1>403</h1></body></html>";

    [Theory]
    [InlineData(400, """{ "code" : "keymanagement.service.app_id_not_found", "message" : "App id not found", "contexts" : [ ] }""", ErrorIds.ApigeeAppNotFound, "App id not found")]
    [InlineData(404, """{"code":"keymanagement.service.AccessTokenDoesntExists","message":["Access Token","doesnt exists"],"contexts":[]}""", ErrorIds.ApigeeTokenNotFound, "Access Token doesnt exists")]
    [InlineData(404, "<Error><Code>keymanagement.service.invalid_accesstoken</Code><Message>Invalid Access Token</Message><Contexts/></Error>", ErrorIds.ApigeeTokenNotFound, "Invalid Access Token")]
    [InlineData(400, """{"fault":{"faultstring":"Invalid Access Token","detail":{"errorcode":"keymanagement.service.invalid_access_token"}}}""", ErrorIds.ApigeeTokenNotFound, "Invalid Access Token")]
    [InlineData(401, """{"fault":{"faultstring":"Invalid Access Token","detail":{"errorcode":"keymanagement.service.invalid_access_token"}}}""", ErrorIds.ApigeeUnauthorized, "Invalid Access Token")]
    [InlineData(401, """{"error":"invalid_token","error_description":"It has ended (expired)"}""", ErrorIds.ApigeeUnauthorized, "It has ended")]
    [InlineData(403, """{"error":{"code":403,"message":"Not for you","status":"PERMISSION_DENIED","details":[]}}""", ErrorIds.ApigeeForbidden, "Not for you")]
    [InlineData(401, "", ErrorIds.ApigeeUnauthorized, "-SsoUri")]
    [InlineData(403, Page, ErrorIds.ApigeeForbidden, "orgadmin")]
    [InlineData(404, Page, ErrorIds.ApigeeUnexpectedResponse, "a web page (status 404)")]
    [InlineData(404, "", ErrorIds.ApigeeUnexpectedResponse, "Check that the address")]
    [InlineData(200, Page, ErrorIds.ApigeeUnexpectedResponse, "a web page (status 200)")]
    [InlineData(302, "", ErrorIds.ApigeeUnexpectedResponse, "status 302")]
    [InlineData(404, """{"code":"developer.service.DeveloperIdDoesNotExist","message":"DeveloperId x does not exist"}""", ErrorIds.ApigeeDeveloperNotFound, "Get-ApigeeDeveloper")]
    [InlineData(404, """{"code":"developer.service.AppDoesNotExist","message":"x"}""", ErrorIds.ApigeeAppNotFound, "Get-ApigeeApp")]
    [InlineData(404, """{"code":"usersandroles.RoleDoesNotExist","message":"x"}""", ErrorIds.ApigeeRoleNotFound, "Get-ApigeeTokenPermission")]
    [InlineData(404, """{"code":"organizations.OrganizationDoesNotExist","message":"x"}""", ErrorIds.ApigeeOrganizationNotFound, "-ManagementUri")]
    [InlineData(400, """{"code":"UNSUPPORTEDOPERATIONREVOKE","message":"x"}""", ErrorIds.ApigeeTokenAccessDisabled, "Enable-ApigeeTokenAccess")]
    [InlineData(400, """{"code":"keymanagement.service.InvalidValueForLimitParam","message":"x"}""", ErrorIds.ApigeeInvalidLimit, "Set-ApigeeTokenSearchLimit")]
    [InlineData(400, """{"code":"parameters_missing","message":"No end user"}""", ErrorIds.ApigeeTokenNotFound, "No end user")]
    [InlineData(404, """{"code":"some.thing.New","message":"What is new"}""", ErrorIds.ApigeeRefused, "What is new")]
    [InlineData(405, "", ErrorIds.ApigeeRefused, "status 405")]
    [InlineData(429, "", ErrorIds.ApigeeThrottled, "some minutes")]
    [InlineData(500, """{"code":"messaging.config.beans.Failure","message":"x"}""", ErrorIds.ApigeeServerError, "status 500")]
    [InlineData(503, Page, ErrorIds.ApigeeServerError, "Try again later")]
    public async Task Each_shape_of_an_error_is_understood(int status, string body, string errorId, string words)
    {
        ServiceAnswer answer = await AnswerAsync(status, body);

        AdoPatException failure = Assert.Throws<AdoPatException>(() => ApigeeErrors.Check(answer));

        Assert.Equal(errorId, failure.ErrorId);
        Assert.Equal(status, (int)failure.StatusCode!);
        Assert.StartsWith("Doing it failed: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"code":""")]
    [InlineData("""{"code":"\ud800","message":"\udfff"}""")]
    [InlineData("""{"code":{"a":1},"message":{"b":[2]}}""")]
    [InlineData("""{"error":17}""")]
    [InlineData("""{"fault":"none","error":null}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("<Error><Code>")]
    [InlineData("<!DOCTYPE Error [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><Error><Code>&x;</Code></Error>")]
    [InlineData("<Other/>")]
    [InlineData("nothing of that kind")]
    public async Task An_error_that_cannot_be_read_is_an_error_all_the_same(string body)
    {
        ServiceAnswer answer = await AnswerAsync(400, body);

        AdoPatException failure = Assert.Throws<AdoPatException>(() => ApigeeErrors.Check(answer));

        Assert.Equal(ErrorIds.ApigeeRefused, failure.ErrorId);
        Assert.Null(ApigeeErrors.CodeOf(answer));
    }

    [Fact]
    public async Task The_code_is_known_without_its_area()
    {
        Assert.Equal("parameters_missing", ApigeeErrors.CodeOf(await AnswerAsync(400, """{"code":"keymanagement.service.parameters_missing"}""")));
        Assert.Equal("parameters_missing", ApigeeErrors.CodeOf(await AnswerAsync(400, """{"code":"parameters_missing"}""")));
        Assert.Equal("PERMISSION_DENIED", ApigeeErrors.CodeOf(await AnswerAsync(403, """{"error":{"code":403,"status":"PERMISSION_DENIED"}}""")));
    }

    [Fact]
    public async Task A_success_is_no_error()
    {
        ApigeeErrors.Check(await AnswerAsync(202, "7"));
        ApigeeErrors.Check(await AnswerAsync(204, ""));
    }

    [Fact]
    public async Task The_secret_of_a_request_is_in_no_message()
    {
        const string secret = "a b+c/d=";
        string body = """{"code":"some.a b+c/d=","message":"No token a b+c/d= at /accesstokens/a%20b%2Bc%2Fd%3D"}""";
        ServiceAnswer answer = await AnswerAsync(400, body, secret);

        AdoPatException failure = ApigeeErrors.From(answer);

        Assert.EndsWith("No token [redacted] at /accesstokens/[redacted] (activity id 7c1c8d1e-0000-4000-8000-000000000001)", failure.Message, StringComparison.Ordinal);
        Assert.Equal("some.[redacted]", failure.ServiceCode);
    }

    [Fact]
    public void The_secret_of_a_request_is_in_no_address_that_is_shown()
    {
        RequestContext context = ContextOf("v1");

        Uri shown = context.Hide(new Uri("https://v1.example.com:8443/v1/organizations/o/oauth2/accesstokens/v1?start=v1"));

        Assert.Equal("https://v1.example.com:8443/[redacted]/organizations/o/oauth2/accesstokens/[redacted]?start=[redacted]", shown.ToString());
    }

    [Fact]
    public async Task A_stack_trace_is_cut_and_a_secret_in_it_before_that()
    {
        const string secret = "some token";
        string trace = new('x', 1995);

        AdoPatException failure = ApigeeErrors.From(await AnswerAsync(500, $$"""{"code":"a.b","message":"{{trace}}{{secret}}{{trace}}"}""", secret));

        Assert.DoesNotContain("some", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.Message.Length < 2300);
    }

    [Fact]
    public void A_secret_that_is_part_of_another_leaves_nothing_of_it()
    {
        RequestContext context = new() { Action = "Doing it", Secrets = ["abc", "abc of ben&co"] };

        Assert.Equal("[redacted], [redacted], [redacted], [redacted]", context.Hide("abc, abc of ben&co, abc%20of%20ben%26co, abc+of+ben%26co"));
    }

    [Fact]
    public void The_secret_of_a_body_is_not_looked_for_in_the_address()
    {
        RequestContext context = new() { Action = "Doing it", Secrets = ["/oauth", "token"] };

        Assert.Equal("https://sso.example.com/oauth/token", context.Hide(new Uri("https://sso.example.com/oauth/token")).ToString());
    }

    private static Task<ServiceAnswer> AnswerAsync(int status, string body, string? secret = null) => Answers.OfAsync(
        status, body, body.StartsWith("<html", StringComparison.Ordinal) ? "text/html" : "application/json", ContextOf(secret));

    private static RequestContext ContextOf(string? secret) => new() { Action = "Doing it", Service = ServiceIdentity.ApigeeEdge, AddressSecret = secret };
}
