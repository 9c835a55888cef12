using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Security;
using System.Text;
using AdoPat.Apigee;
using AdoPat.Apigee.Tokens;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Secrets;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AdoPat.Core.Tests.Apigee.Tokens;

/// <summary>Answers as no server should give them: a user gets a token, a page, or an error with an id of Apigee, and never the secret.</summary>
public class AnswerMutationTests
{
    private const string Value = "emulated-token-value-000001";

    private static readonly DateTimeOffset Now = new(2015, 1, 21, 14, 0, 0, TimeSpan.Zero);
    private static readonly SecureString Secret = SecretText.ToSecureString(Value);

    private static readonly string[] Bodies =
    [
        """
        {"issued_at":"1421847736581","application_name":"0f2d7a0c-0000-4000-8000-00000000000a","scope":"READ","app_enduser":"bob","status":"approved",
         "api_product_list":"[Weather, QM - API]","api_product_list_json":["[A, B]"],"expires_in":"3599","developer.email":"dev@myorg.test","token_type":"BearerToken",
         "client_id":"key","access_token":"emulated-token-value-000001","refresh_token_expires_in":"0","refresh_count":"0","attributes":"","tier":"gold"}
        """,
        """
        {"apiProducts":["Weather"],"app":"weather","appId":"0f2d7a0c","attributes":[{"name":"tier","value":"gold"}],"clientId":"key","expiresAt":1421851335581,
         "grantType":"password","issuedAt":1421847736581,"refreshCount":2,"scope":"READ","status":"revoked","token":"emulated-token-value-000001","appEnduser":"bob"}
        """,
        """{"list":["emulated-token-value-000001","b","c"],"meta":{"limit":10,"next":"d","query":{"endUser":"bob"},"start":"","totalResults":100}}""",
        """{"code":"keymanagement.service.AccessTokenDoesntExists","message":["emulated-token-value-000001 is not there"],"contexts":[ ]}""",
        "<Error><Code>keymanagement.service.invalid_accesstoken</Code><Message>Invalid emulated-token-value-000001</Message><Contexts/></Error>",
        """{"fault":{"faultstring":"Invalid Access Token","detail":{"errorcode":"keymanagement.service.invalid_access_token"}}}""",
        """{"error":"invalid_token","error_description":"emulated-token-value-000001 (expired)"}""",
        """{"error":{"code":403,"message":"no","status":"PERMISSION_DENIED","details":[]}}""",
        "<html><body>403 Forbidden</body></html>",
        "12",
    ];

    private static readonly string[] OddValues =
    [
        "null", "true", "\"\"", "[]", "{}", "-1", "0", "1e999", "1.5", "99999999999999999999", "\"\\ud800\"", "\"[\"", "[[[[]]]]", "{\"name\":null}", "\"emulated-token-value-000001\"", "\0", ",", ":", "\"",
    ];

    private static readonly int[] Statuses = [200, 200, 200, 200, 202, 204, 301, 400, 401, 403, 404, 405, 429, 500, 503];

    private static readonly Gen<Answer> AnyAnswer =
        from body in Gen.OneOf(Gen.Elements(Bodies), Gen.Elements(Bodies[..3]))
        from count in Gen.Choose(0, 4)
        from changes in AnyChange.ListOf(count)
        from status in Gen.Elements(Statuses)
        from isHtml in Gen.Elements(false, false, false, true)
        from start in Gen.Elements(null, "emulated-token-value-000001", "d")
        select new Answer(changes.Aggregate(Encoding.UTF8.GetBytes(body), (bytes, change) => change.Of(bytes)), status, isHtml, start);

    private static Gen<Change> AnyChange =>
        from kind in Gen.Choose(0, 5)
        from place in Gen.Choose(0, 9999)
        from length in Gen.Choose(1, 40)
        from odd in Gen.Elements(OddValues)
        select new Change(kind, place, length, odd);

    [Fact]
    public void Ten_thousand_answers_give_objects_or_errors_with_an_id()
    {
        int tokens = 0;
        int pages = 0;
        HashSet<string> ids = [];
        Prop.ForAll(AnyAnswer.ToArbitrary(), answer =>
        {
            try
            {
                ServiceAnswer read = answer.ToServiceAnswer();
                ApigeeErrors.Check(read);
                if (answer.Place % 2 == 0)
                {
                    tokens += IsWhole(ApigeeTokenClient.ReadDetails(read, "myorg", Secret)) ? 1 : 0;
                }
                else
                {
                    pages += new TokenSearchPages().Read(read, answer.Start).Items.All(token => token.Length > 0) ? 1 : 0;
                }
            }
            catch (AdoPatException failure)
            {
                ids.Add(failure.ErrorId);
                Assert.StartsWith("Apigee", failure.ErrorId, StringComparison.Ordinal);
                Assert.DoesNotContain(Value, failure.ToString(), StringComparison.Ordinal);
                Assert.DoesNotContain(Value, failure.ServiceCode ?? "", StringComparison.Ordinal);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));

        Assert.InRange(tokens, 100, 10_000);
        Assert.InRange(pages, 20, 10_000);
        Assert.Superset(
            new HashSet<string> { ErrorIds.ApigeeUnexpectedResponse, ErrorIds.ApigeeTokenNotFound, ErrorIds.ApigeeUnauthorized, ErrorIds.ApigeeForbidden, ErrorIds.ApigeeServerError, ErrorIds.ApigeeRefused },
            ids);
    }

    // Everything that is shown of a token can be shown.
    private static bool IsWhole(ApigeeToken token)
    {
        string shown = string.Join(
            " ",
            [token.ToString(), token.AppId, token.EndUserId, token.DeveloperEmail, token.GrantType, token.TokenType, .. token.Scopes, .. token.ApiProducts, .. token.Attributes.Values]);
        Assert.All(token.ApiProducts.Concat(token.Scopes), name => Assert.NotEmpty(name));
        Assert.NotNull(shown);
        Assert.False(token.ExpiresAt <= DateTimeOffset.UnixEpoch || token.IssuedAt <= DateTimeOffset.UnixEpoch);
        Assert.DoesNotContain(token.Attributes.Values, value => value.Contains(Value, StringComparison.Ordinal));
        return token.Organization == "myorg" && token.Fingerprint.Length == 12;
    }

    private sealed record Answer(byte[] Body, int Status, bool IsHtml, string? Start)
    {
        public int Place => Body.Length;

        public ServiceAnswer ToServiceAnswer() => new()
        {
            Status = (HttpStatusCode)Status,
            Body = Body,
            Date = Now,
            IsHtml = IsHtml,
            IsSignInDemand = false,
            Context = new RequestContext { Action = "Doing it", Service = ServiceIdentity.ApigeeEdge, Organization = "myorg", Secrets = [Value] },
        };
    }

    private sealed record Change(int Kind, int Place, int Length, string Odd)
    {
        public byte[] Of(byte[] body)
        {
            if (body.Length == 0)
            {
                return body;
            }

            int at = Place % body.Length;
            int end = Math.Min(body.Length, at + Length);
            return Kind switch
            {
                0 => [.. body[..at], .. body[end..]],
                1 => body[..at],
                2 => [.. body[..end], .. body[at..]],
                3 => [.. body[..at], (byte)(body[at] ^ (1 << (Place % 8))), .. body[(at + 1)..]],
                4 => [.. body[..at], .. Encoding.UTF8.GetBytes(Odd), .. body[at..]],
                _ => ReplaceValue(body, at),
            };
        }

        // What stands between two signs of JSON becomes another value: mostly that is JSON still.
        private byte[] ReplaceValue(byte[] body, int at)
        {
            int start = Array.IndexOf(body, (byte)':', at);
            int end = start < 0 ? -1 : Array.FindIndex(body, start, value => value is (byte)',' or (byte)'}' or (byte)']');
            return end < 0 ? body : [.. body[..(start + 1)], .. Encoding.UTF8.GetBytes(Odd), .. body[end..]];
        }
    }
}
