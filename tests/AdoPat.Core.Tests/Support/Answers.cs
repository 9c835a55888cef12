using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using AdoPat.Http;

namespace AdoPat.Core.Tests.Support;

/// <summary>Answers of Azure DevOps, made by hand.</summary>
internal static class Answers
{
    public static async Task<ServiceAnswer> OfAsync(int status, string body = "", string type = "application/json", RequestContext? context = null, string? challenge = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "https://vssps.dev.azure.com/contoso");
        (context ?? new RequestContext { Action = "Doing it", Organization = "contoso" }).AttachTo(request);
        using HttpResponseMessage response = new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, type) };
        response.Headers.Add("ActivityId", "7c1c8d1e-0000-4000-8000-000000000001");
        if (challenge is not null)
        {
            response.Headers.Add("WWW-Authenticate", challenge);
        }

        return await ServiceAnswer.FromAsync(request, response);
    }
}
