namespace AdoPat.Apigee.Gateway;

/// <summary>Where a request for a token has the end user.</summary>
public enum EndUserPlace
{
    /// <summary>In a header: <c>request.header.NAME</c> for the policy.</summary>
    Header,

    /// <summary>In the address: <c>request.queryparam.NAME</c>.</summary>
    Query,

    /// <summary>In the form: <c>request.formparam.NAME</c>.</summary>
    Form,
}
