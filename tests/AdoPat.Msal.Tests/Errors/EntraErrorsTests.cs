using System;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Msal.Errors;
using AdoPat.Sessions;
using Microsoft.Identity.Client;
using Xunit;

namespace AdoPat.Msal.Tests.Errors;

public sealed class EntraErrorsTests
{
    private const string CorrelationId = "5c1b1f3e-8f0a-4c0d-9f3e-0d5a4d7d1f11";

    private static readonly EntraCall Silent = new(
        SignInMethod.Cache, "ada@contoso.test", "contoso.test", SignInRequest.DefaultClientId, new Uri("https://login.microsoftonline.com/"));

    private static readonly EntraCall Browser = Silent with { Method = SignInMethod.Browser };

    [Theory]
    [InlineData(65001, "consent")]
    [InlineData(90094, "administrator")]
    [InlineData(50076, "multifactor")]
    [InlineData(50079, "multifactor")]
    [InlineData(500121, "multifactor")]
    [InlineData(53000, "conditional access")]
    [InlineData(53003, "conditional access")]
    [InlineData(530032, "conditional access")]
    [InlineData(50020, "-TenantId")]
    [InlineData(90072, "-TenantId")]
    [InlineData(700016, "-ClientId")]
    [InlineData(90002, "-TenantId")]
    [InlineData(7000218, "public client")]
    [InlineData(50011, "http://localhost")]
    [InlineData(50105, "assigned|assign")]
    [InlineData(50057, "disabled")]
    [InlineData(500011, "-TenantId")]
    [InlineData(99999, "-UseDeviceCode")]
    public void A_refusal_has_its_code_its_correlation_id_and_a_next_step(int code, string nextStep)
    {
        AdoPatException error = EntraErrors.Translate(Refusal("invalid_request", code), Browser);

        Assert.Equal(ErrorIds.SignInFailed, error.ErrorId);
        Assert.Equal($"AADSTS{code}", error.ServiceCode);
        Assert.Equal(CorrelationId, error.ActivityId);
        Assert.Matches(nextStep, error.Message);
        Assert.Contains($"(AADSTS{code}, correlation id {CorrelationId})", error.Message, StringComparison.Ordinal);
        Assert.Contains("ada@contoso.test", error.Message, StringComparison.Ordinal);
        Assert.Contains("What Entra ID says about it.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Trace ID", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(50173)]
    [InlineData(70043)]
    [InlineData(700082)]
    [InlineData(50076)]
    [InlineData(65001)]
    [InlineData(12345)]
    public void Without_a_prompt_a_demand_for_the_user_is_InteractionRequired(int code)
    {
        var demand = new MsalUiRequiredException("invalid_grant", Describe(code)) { CorrelationId = CorrelationId };

        AdoPatException error = EntraErrors.Translate(demand, Silent);

        Assert.Equal(ErrorIds.InteractionRequired, error.ErrorId);
        Assert.Equal($"AADSTS{code}", error.ServiceCode);
        Assert.True(error.EndsSession);
    }

    [Fact]
    public void An_expired_refresh_token_says_to_connect_again()
    {
        var demand = new MsalUiRequiredException("invalid_grant", Describe(700082));

        Assert.Contains("Run Connect-AdoPat again.", EntraErrors.Translate(demand, Silent).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("access_denied", "The user has cancelled.", ErrorIds.SignInCancelled)]
    [InlineData("access_denied", "AADSTS65004: The user declined to consent.", ErrorIds.SignInCancelled)]
    [InlineData("access_denied", "AADSTS53003: Access has been blocked.", ErrorIds.SignInFailed)]
    [InlineData("authorization_declined", "declined", ErrorIds.SignInCancelled)]
    [InlineData("expired_token", "too late", ErrorIds.SignInTimedOut)]
    public void The_errors_of_the_protocol_keep_their_meaning(string code, string message, string errorId) =>
        Assert.Equal(errorId, EntraErrors.Translate(new MsalServiceException(code, message), Browser).ErrorId);

    [Theory]
    [InlineData(MsalError.AuthenticationCanceledError, ErrorIds.SignInCancelled)]
    [InlineData(MsalError.CodeExpired, ErrorIds.SignInTimedOut)]
    [InlineData(MsalError.StateMismatchError, ErrorIds.SignInFailed)]
    [InlineData(MsalError.AuthenticationFailed, ErrorIds.SignInFailed)]
    public void The_errors_of_the_library_keep_their_meaning(string code, string errorId)
    {
        AdoPatException error = EntraErrors.Translate(new MsalClientException(code, "What the library says."), Browser);

        Assert.Equal(errorId, error.ErrorId);
        Assert.Equal(code, error.ServiceCode);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public void A_busy_service_says_to_wait(int status)
    {
        AdoPatException error = EntraErrors.Translate(new MsalServiceException("service_not_available", "busy", status), Silent);

        Assert.Equal(ErrorIds.SignInFailed, error.ErrorId);
        Assert.Equal((HttpStatusCode)status, error.StatusCode);
        Assert.Contains("login.microsoftonline.com", error.Message, StringComparison.Ordinal);
        Assert.Contains("Wait a minute", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_does_not_answer_says_where_and_what_to_check()
    {
        AdoPatException error = EntraErrors.Translate(
            new HttpRequestException("outer", new SocketException((int)SocketError.ConnectionRefused)), Silent);

        Assert.Equal(ErrorIds.SignInFailed, error.ErrorId);
        Assert.Contains("login.microsoftonline.com", error.Message, StringComparison.Ordinal);
        Assert.Contains("refused", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("proxy", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_out_of_the_connection_is_a_network_failure() =>
        Assert.Contains("could not be reached", EntraErrors.Translate(new TaskCanceledException(), Silent).Message, StringComparison.Ordinal);

    [Fact]
    public void A_certificate_that_is_not_trusted_says_so()
    {
        AdoPatException error = EntraErrors.Translate(
            new HttpRequestException("outer", new AuthenticationException("The remote certificate is invalid.")), Silent);

        Assert.Contains("not trusted", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_translated_error_is_left_alone()
    {
        var done = new AdoPatException(ErrorIds.InvalidArgument, "done");

        Assert.Same(done, EntraErrors.Translate(done, Silent));
    }

    [Fact]
    public void No_exception_of_the_library_is_kept_inside_because_it_keeps_whole_answers()
    {
        var refusal = new MsalServiceException("invalid_grant", Describe(65001)) { ResponseBody = "{\"access_token\":\"secret\"}" };

        AdoPatException error = EntraErrors.Translate(refusal, Browser);

        Assert.Null(error.InnerException);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    private static MsalServiceException Refusal(string error, int code) =>
        new(error, Describe(code)) { CorrelationId = CorrelationId };

    private static string Describe(int code) =>
        $"AADSTS{code}: What Entra ID says about it. Trace ID: 1 Correlation ID: {CorrelationId} Timestamp: 2026-11-01 10:00:00Z";
}
